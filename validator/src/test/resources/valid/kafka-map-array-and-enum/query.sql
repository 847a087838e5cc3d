SELECT
  window_start,
  city,
  MAP[
    'completed', COUNT(*) FILTER (WHERE status = 'COMPLETED'),
    'cancelled', COUNT(*) FILTER (WHERE status = 'CANCELLED')] AS per_status,
  ARRAY[MIN(customer_id), MAX(customer_id)] AS drivers,
  CASE WHEN COUNT(*) > 2 THEN 'BUSY' ELSE 'QUIET' END AS level
FROM TABLE(TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
WHERE customer_id <> ''
GROUP BY window_start, window_end, city
