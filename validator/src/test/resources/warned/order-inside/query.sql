SELECT rowtime AS window_start, city, 1 AS bookings
FROM (SELECT rowtime, city FROM bookings ORDER BY city)
