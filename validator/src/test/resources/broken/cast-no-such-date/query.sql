SELECT window_start, city, COUNT(*) AS bookings
FROM TABLE(TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
WHERE CAST('2026-02-30' AS DATE) < CAST(rowtime AS DATE)
GROUP BY window_start, window_end, city
