SELECT window_start, NULLIF(vehicle_type, 'VEHICLE_UNSPECIFIED') AS city, COUNT(*) AS bookings
FROM TABLE(TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
GROUP BY window_start, window_end, NULLIF(vehicle_type, 'VEHICLE_UNSPECIFIED')
