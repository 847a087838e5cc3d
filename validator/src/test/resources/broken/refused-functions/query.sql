SELECT window_start, city, COUNT(*) AS bookings
FROM TABLE(TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
WHERE CURRENT_DATABASE() = 'x' AND CURRENT_USER = 'y' AND PRINTF('%99999s', city) = 'z'
GROUP BY window_start, window_end, city
