SELECT rowtime, city, fare.total AS total
FROM bookings
WHERE status = 'COMPLETED'
  AND order_number IN (SELECT order_number FROM bookings WHERE status = 'ACCEPTED')
