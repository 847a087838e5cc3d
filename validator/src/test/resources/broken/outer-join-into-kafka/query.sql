SELECT a.rowtime AS window_start, a.city
FROM bookings AS a
LEFT JOIN bookings AS b
  ON a.order_number = b.order_number AND b.status = 'CANCELLED'
