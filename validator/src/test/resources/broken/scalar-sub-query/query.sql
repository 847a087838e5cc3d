SELECT rowtime AS window_start, city
FROM bookings
WHERE fare.total > (SELECT MAX(fare.total) FROM bookings WHERE status = 'CANCELLED')
