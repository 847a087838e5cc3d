SELECT rowtime AS window_start, SUBSTRING(city, 0, 3) AS city, 1 AS bookings
FROM bookings
