SELECT CURRENT_TIMESTAMP AS window_start, city AS city, 1 AS bookings
FROM bookings
