SELECT rowtime AS window_start, city AS city, fare.total / 0 AS bookings
FROM bookings
