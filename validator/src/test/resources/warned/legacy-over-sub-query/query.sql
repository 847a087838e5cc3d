SELECT TUMBLE_START(rowtime, INTERVAL '1' MINUTE) AS window_start, city, COUNT(*) AS bookings
FROM (SELECT rowtime, city FROM bookings WHERE status = 'COMPLETED')
GROUP BY TUMBLE(rowtime, INTERVAL '1' MINUTE), city
