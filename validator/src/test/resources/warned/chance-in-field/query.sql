SELECT rowtime AS window_start, city AS city, RAND() AS bookings
FROM bookings
