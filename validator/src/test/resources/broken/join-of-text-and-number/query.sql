SELECT a.rowtime AS window_start, a.city, 1 AS bookings
FROM bookings AS a
JOIN bookings AS b
  ON a.order_number = b.fare.total
  AND a.rowtime BETWEEN b.rowtime - INTERVAL '5' MINUTE AND b.rowtime
