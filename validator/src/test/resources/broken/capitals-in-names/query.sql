SELECT window_start, City AS city, COUNT(*) AS bookings
FROM TABLE(TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
WHERE Fare.Total > 0
GROUP BY window_start, window_end, City
