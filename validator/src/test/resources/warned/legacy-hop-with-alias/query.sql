SELECT HOP_START(b.rowtime, INTERVAL '1' MINUTE, INTERVAL '1' HOUR) AS window_start, b.city, COUNT(*) AS bookings
FROM bookings AS b
GROUP BY HOP(b.rowtime, INTERVAL '1' MINUTE, INTERVAL '1' HOUR), b.city
