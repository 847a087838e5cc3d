SELECT rowtime, city, fare.total AS total
FROM bookings
WHERE status = 'COMPLETED'
