SELECT FLOOR(rowtime TO DAY) AS `day`, city, COUNT(*) AS bookings
FROM bookings
GROUP BY FLOOR(rowtime TO DAY), city
HAVING COUNT(*) < 10
