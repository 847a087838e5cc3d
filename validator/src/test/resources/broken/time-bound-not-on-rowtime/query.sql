SELECT done.rowtime AS window_start, asked.city, done.fare.total AS bookings
FROM bookings AS asked
JOIN bookings AS done
  ON asked.order_number = done.order_number
  AND done.event_timestamp BETWEEN asked.event_timestamp AND asked.event_timestamp + INTERVAL '10' MINUTE
