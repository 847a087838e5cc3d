SELECT window_start, city, COUNT(*) AS bookings
FROM TABLE(TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
WHERE COALESCE(cancel_reason, status) = 'NONE' OR COALESCE(status, 'NONE') = 'NON'
GROUP BY window_start, window_end, city
