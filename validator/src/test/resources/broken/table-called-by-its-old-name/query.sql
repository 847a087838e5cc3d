SELECT bookings.rowtime AS window_start, b.city, 1 AS bookings
FROM bookings AS b
