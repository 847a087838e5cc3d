SELECT rowtime AS window_start, city, COUNT(*) AS bookings
FROM TABLE(MD5(city))
GROUP BY rowtime, city
