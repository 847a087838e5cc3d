SELECT window_start, COALESCE(city, 'unknown') AS city, COUNT(*) AS a
FROM TABLE(TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
WHERE (status IS NULL OR status = 'COMPLETED') AND city IS NOT NULL
GROUP BY window_start, window_end, COALESCE(city, 'unknown')
