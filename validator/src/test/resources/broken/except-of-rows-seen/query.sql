SELECT city FROM bookings WHERE status = 'REQUESTED'
EXCEPT
SELECT city FROM bookings WHERE status = 'CANCELLED'
