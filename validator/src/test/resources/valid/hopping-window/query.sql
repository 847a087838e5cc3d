SELECT
  window_start AS raised_at,
  customer_id AS subject,
  'cancels often' AS reason,
  COUNT(*) AS occurrences
FROM TABLE(HOP(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '5' MINUTE, INTERVAL '10' MINUTE))
WHERE status = 'CANCELLED'
GROUP BY window_start, window_end, customer_id
HAVING COUNT(*) >= 2
