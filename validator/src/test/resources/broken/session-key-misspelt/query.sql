SELECT window_start, city, COUNT(*) AS bookings
FROM TABLE(SESSION(TABLE bookings PARTITION BY ctiy, DESCRIPTOR(rowtime), INTERVAL '10' MINUTE))
GROUP BY window_start, window_end, city
