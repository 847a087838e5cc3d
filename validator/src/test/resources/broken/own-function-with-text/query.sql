SELECT window_start, CAST(S2_ID('here', 1.0, 13) AS STRING) AS city, COUNT(*) AS bookings
FROM TABLE(TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
GROUP BY window_start, window_end, city
