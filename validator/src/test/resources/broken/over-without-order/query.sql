SELECT rowtime AS window_start, city, SUM(fare.total) OVER (PARTITION BY city) AS bookings
FROM bookings
