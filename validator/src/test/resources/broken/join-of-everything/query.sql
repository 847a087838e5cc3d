SELECT a.rowtime, a.city, b.city AS other
FROM bookings AS a, bookings AS b
WHERE a.status = 'REQUESTED'
