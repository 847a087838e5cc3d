SELECT window_start, city, COUNT(*) AS bookings
FROM bookings
GROUP BY window_start, window_end, city
