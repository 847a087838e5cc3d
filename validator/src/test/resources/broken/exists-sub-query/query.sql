SELECT b.rowtime, b.city, b.fare.total AS total
FROM bookings AS b
WHERE EXISTS (
  SELECT * FROM bookings AS a
  WHERE a.order_number = b.order_number AND a.status = 'ACCEPTED')
