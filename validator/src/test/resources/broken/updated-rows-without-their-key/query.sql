SELECT FLOOR(rowtime TO DAY) AS `day`, UPPER(city) AS city, COUNT(*) AS bookings
FROM bookings
GROUP BY FLOOR(rowtime TO DAY), city
