SELECT window_start, city, COUNT(*) AS bookings
FROM TABLE(CUMULATE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '7' MINUTE, INTERVAL '1' HOUR))
GROUP BY window_start, window_end, city
