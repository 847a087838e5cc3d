SELECT window_start, city, COUNT(*) AS bookings
FROM TABLE(TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
WHERE event_timestamp > '2026-01-31T00:00:00Z'
GROUP BY window_start, window_end, city
