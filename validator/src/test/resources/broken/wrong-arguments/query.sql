SELECT window_start, UPPER(city, 1) AS city, SUM(ABS(status)) AS bookings
FROM TABLE(TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
GROUP BY window_start, window_end, city
