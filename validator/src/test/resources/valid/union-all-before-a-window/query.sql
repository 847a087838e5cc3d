WITH activity AS (
  SELECT rowtime, 'booking' AS kind FROM bookings
  UNION ALL
  SELECT rowtime, 'payment' AS kind FROM payments
)
SELECT window_start, kind, COUNT(*) AS events
FROM TABLE(TUMBLE(TABLE activity, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
GROUP BY window_start, window_end, kind
