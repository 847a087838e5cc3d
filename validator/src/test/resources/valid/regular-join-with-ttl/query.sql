SELECT
  p.event_timestamp AS raised_at,
  p.order_number AS subject,
  b.city AS reason,
  p.amount AS amount
FROM payments AS p
JOIN bookings AS b ON p.order_number = b.order_number
WHERE b.status = 'COMPLETED'
