SELECT rowtime, status, city FROM bookings WHERE status = 'REQUESTED'
UNION
SELECT rowtime, status, city FROM bookings WHERE status = 'CANCELLED'
