SELECT requested.rowtime AS asked_at, requested.city, accepted.fare.total AS total
FROM bookings AS requested
LEFT JOIN bookings AS accepted ON requested.order_number = accepted.order_number
