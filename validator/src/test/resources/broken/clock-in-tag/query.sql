SELECT rowtime AS window_start, DATE_FORMAT(LOCALTIMESTAMP, 'HH') AS city, 1 AS bookings
FROM bookings
