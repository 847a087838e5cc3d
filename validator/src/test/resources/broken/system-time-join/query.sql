SELECT a.rowtime AS window_start, a.city, 1 AS bookings
FROM bookings AS a
JOIN bookings FOR SYSTEM_TIME AS OF a.rowtime AS b
  ON a.order_number = b.order_number
