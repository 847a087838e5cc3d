SELECT TUMBLE_START(rowtime, INTERVAL '1' MINUTE) AS window_start, city, COUNT(*) AS bookings
FROM bookings
GROUP BY TUMBLE(rowtime, INTERVAL '1' MINUTE), city
