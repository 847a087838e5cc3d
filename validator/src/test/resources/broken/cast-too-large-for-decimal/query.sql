SELECT window_start, city, COUNT(*) AS bookings
FROM TABLE(TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
WHERE fare.total > CAST('999999' AS DECIMAL(3, 0))
GROUP BY window_start, window_end, city
