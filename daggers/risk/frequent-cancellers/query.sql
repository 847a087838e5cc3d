SELECT
  customer_id,
  window_start,
  window_end,
  COUNT(*) AS cancellations
FROM TABLE(HOP(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE, INTERVAL '10' MINUTES))
WHERE status = 'CANCELLED'
GROUP BY customer_id, window_start, window_end
HAVING COUNT(*) >= 3
