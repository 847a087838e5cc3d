SELECT MAX(rowtime) AS window_start, city, COUNT(*) AS bookings
FROM bookings
GROUP BY city
