SELECT FLOOR(rowtime TO DAY) AS window_start, city, COUNT(*) AS total
FROM bookings
GROUP BY FLOOR(rowtime TO DAY), city
