SELECT window_start, city, COUNT(*) AS bookings
FROM TABLE(TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
WHERE city <> '雅加达🚕' AND citi <> ''
GROUP BY window_start, window_end, city
