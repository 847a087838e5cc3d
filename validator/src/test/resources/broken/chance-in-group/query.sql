SELECT window_start, CAST(RAND_INTEGER(10) AS STRING) AS city, COUNT(*) AS bookings
FROM (SELECT window_start, window_end, RAND_INTEGER(10) AS bucket FROM TABLE(TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE)))
GROUP BY window_start, window_end, bucket
