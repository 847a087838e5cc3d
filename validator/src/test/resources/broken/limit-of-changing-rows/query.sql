SELECT rowtime, city, fare.total AS total
FROM bookings
ORDER BY rowtime
LIMIT 5
