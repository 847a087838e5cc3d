SELECT window_start, city, COUNT(*) AS bookings
FROM TABLE(TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
WHERE CASE vehicle_type WHEN 'CARR' THEN TRUE WHEN 'VAN' THEN TRUE ELSE FALSE END
GROUP BY window_start, window_end, city
