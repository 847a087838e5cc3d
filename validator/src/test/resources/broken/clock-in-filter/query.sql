SELECT window_start, city, COUNT(*) AS bookings
FROM TABLE(TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
WHERE event_timestamp > NOW() - INTERVAL '1' DAY
GROUP BY window_start, window_end, city
