SELECT window_strat AS window_start, citty AS city, COUNT(*) AS bookings
FROM TABLE(TUMBLE(TABLE booking, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
WHERE pickup.latitde > 0 AND LOWR(status) = 'completed'
GROUP BY window_start, window_end, city
