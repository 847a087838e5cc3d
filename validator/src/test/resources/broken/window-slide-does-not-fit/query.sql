SELECT window_start, city, COUNT(*) AS bookings
FROM TABLE(HOP(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '2' MINUTE, INTERVAL '5' MINUTE))
GROUP BY window_start, window_end, city
