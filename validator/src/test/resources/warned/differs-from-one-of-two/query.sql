SELECT window_start, city, COUNT(*) AS a
FROM TABLE(TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
WHERE status <> 'COMPLETED' OR status <> 'CANCELLED'
GROUP BY window_start, window_end, city
