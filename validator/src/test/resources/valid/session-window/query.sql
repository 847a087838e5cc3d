SELECT
  window_start,
  customer_id,
  COUNT(*) AS steps,
  TIMESTAMPDIFF(SECOND, window_start, window_end) AS seconds
FROM TABLE(
  SESSION(TABLE bookings PARTITION BY customer_id, DESCRIPTOR(rowtime), INTERVAL '5' MINUTE))
GROUP BY window_start, window_end, customer_id
