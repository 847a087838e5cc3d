SELECT accepted.rowtime AS accepted_at, requested.city, accepted.fare.total AS total
FROM bookings AS requested
JOIN bookings AS accepted
  ON requested.order_number = accepted.order_number
  AND accepted.rowtime > requested.rowtime
