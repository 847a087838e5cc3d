SELECT rowtime AS window_start, city, 1 AS bookings
FROM bookings
