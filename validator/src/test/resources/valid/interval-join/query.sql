SELECT
  p.rowtime AS paid_at,
  b.order_number,
  TIMESTAMPDIFF(SECOND, b.event_timestamp, p.event_timestamp) AS seconds,
  p.amount
FROM bookings AS b
JOIN payments AS p
  ON b.order_number = p.order_number
  AND p.rowtime BETWEEN b.rowtime AND b.rowtime + INTERVAL '10' MINUTE
WHERE b.status = 'COMPLETED'
