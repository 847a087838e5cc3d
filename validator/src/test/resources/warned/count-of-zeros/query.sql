SELECT window_start, city, COUNT(CASE WHEN status = 'CANCELLED' THEN 1 ELSE 0 END) AS bookings
FROM TABLE(TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
GROUP BY window_start, window_end, city
