SELECT SESSION_START(rowtime, INTERVAL '10' MINUTE) AS window_start, city, COUNT(*) AS bookings
FROM bookings
GROUP BY SESSION(rowtime, INTERVAL '10' MINUTE), city
