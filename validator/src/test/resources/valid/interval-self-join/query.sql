SELECT
  again.event_timestamp AS raised_at,
  again.customer_id AS subject,
  'booked again' AS reason,
  again.order_number AS note
FROM bookings AS first_one
JOIN bookings AS again
  ON first_one.customer_id = again.customer_id
  AND first_one.status = again.status
  AND first_one.order_number <> again.order_number
  AND again.rowtime BETWEEN first_one.rowtime AND first_one.rowtime + INTERVAL '1' MINUTE
WHERE CONCAT(first_one.status, again.status) = 'REQUESTEDREQUESTED'
