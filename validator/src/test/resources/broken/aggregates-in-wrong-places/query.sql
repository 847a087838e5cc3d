SELECT window_start, city, SUM(COUNT(*)) AS bookings
FROM TABLE(TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
WHERE COUNT(*) > 3
GROUP BY window_start, window_end, city
