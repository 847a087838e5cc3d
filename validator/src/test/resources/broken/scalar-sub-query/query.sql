SELECT city
FROM bookings
WHERE fare.total > (SELECT MAX(fare.total) FROM bookings WHERE status = 'CANCELLED')
