SELECT window_start, 'minute' AS size, city, COUNT(*) AS bookings
FROM TABLE(TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
GROUP BY window_start, window_end, city
UNION ALL
SELECT window_start, 'hour' AS size, city, COUNT(*) AS bookings
FROM TABLE(TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' HOUR))
GROUP BY window_start, window_end, city
