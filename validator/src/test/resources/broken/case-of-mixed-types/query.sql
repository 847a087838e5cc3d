SELECT window_start, city, SUM(CASE WHEN city THEN 1 ELSE 0 END) AS bookings
FROM TABLE(TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
WHERE CASE WHEN status = 'COMPLETED' THEN 1 ELSE 'x' END = 1
GROUP BY window_start, window_end, city
