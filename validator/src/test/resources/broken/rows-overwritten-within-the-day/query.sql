SELECT window_start, city, COUNT(*) AS bookings
FROM TABLE(CUMULATE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' HOUR, INTERVAL '1' DAY))
GROUP BY window_start, window_end, city
