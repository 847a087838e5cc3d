SELECT a.rowtime AS window_start, city, 1 AS bookings
FROM bookings AS a
JOIN bookings AS b
  ON order_number = b.order_number
  AND a.rowtime BETWEEN b.rowtime - INTERVAL '5' MINUTE AND b.rowtime
