SELECT rowtime AS window_start, city, ROW_NUMBER() OVER (PARTITION BY city) AS bookings
FROM bookings
