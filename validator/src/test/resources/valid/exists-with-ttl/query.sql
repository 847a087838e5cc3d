SELECT b.event_timestamp AS raised_at, b.customer_id AS subject, 'pays by card' AS reason
FROM bookings AS b
WHERE b.status = 'COMPLETED'
  AND EXISTS (
    SELECT * FROM payments AS p WHERE p.order_number = b.order_number AND p.`method` = 'CARD')
