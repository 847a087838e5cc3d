SELECT rowtime AS window_start, city AS city, 1 AS bookings
FROM bookings ORDER BY rowtime DESC
