SELECT a.rowtime AS window_start, a.city, 1 AS bookings
FROM bookings AS a
JOIN bookings AS b
  ON a.order_number = b.order_number
  AND b.rowtime BETWEEN a.rowtime AND a.rowtime - INTERVAL '5' MINUTE
