SELECT window_start, city, COUNT(*) AS bookings
FROM TABLE(HOP(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' SECOND, INTERVAL '1' HOUR))
GROUP BY window_start, window_end, city
