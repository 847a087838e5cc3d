SELECT window_start, city, COUNT(*) AS bookings
FROM TABLE(TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
WHERE REPEAT(city, 100000000) = RPAD(city, CHAR_LENGTH(city), 'x')
GROUP BY window_start, window_end, city
