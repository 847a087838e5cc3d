SELECT /*+ STATE_TTL('bookings' = '1d') */ rowtime AS window_start, citty AS city, 1 AS bookings
FROM bookings
