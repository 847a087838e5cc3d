SELECT rowtime AS window_start, city AS city, TRY_CAST('many' AS INT) AS bookings
FROM bookings
