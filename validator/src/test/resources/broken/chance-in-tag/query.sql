SELECT rowtime AS window_start, UUID() AS city, 1 AS bookings
FROM bookings
