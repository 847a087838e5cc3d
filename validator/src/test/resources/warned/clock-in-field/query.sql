SELECT rowtime AS window_start, city AS city, CAST(TIMESTAMPDIFF(SECOND, rowtime, NOW()) AS BIGINT) AS bookings
FROM bookings
