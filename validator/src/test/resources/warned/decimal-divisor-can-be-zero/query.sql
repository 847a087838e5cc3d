SELECT window_start, city, CAST(SUM(CAST(fare.total AS DECIMAL(10, 2))) / COUNT(cancel_reason) AS DOUBLE) AS a
FROM TABLE(TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
GROUP BY window_start, window_end, city
