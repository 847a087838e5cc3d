SELECT window_start, LOWER(city) AS place, COUNT(*) AS bookings
FROM TABLE(TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
WHERE place = 'jakarta'
GROUP BY window_start, window_end, city
