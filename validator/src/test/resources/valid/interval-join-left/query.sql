SELECT
  b.event_timestamp AS raised_at,
  b.order_number AS subject,
  'not paid' AS reason,
  b.fare.total AS amount
FROM bookings AS b
LEFT JOIN payments AS p
  ON b.order_number = p.order_number
  AND p.rowtime BETWEEN b.rowtime AND b.rowtime + INTERVAL '10' MINUTE
WHERE b.status = 'COMPLETED' AND p.payment_id IS NULL
