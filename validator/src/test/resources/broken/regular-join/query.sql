SELECT
  accepted.rowtime AS accepted_at,
  requested.city,
  TIMESTAMPDIFF(SECOND, requested.event_timestamp, accepted.event_timestamp) AS seconds
FROM bookings AS requested
JOIN bookings AS accepted
  ON requested.order_number = accepted.order_number
WHERE requested.status = 'REQUESTED' AND accepted.status = 'ACCEPTED'
