SELECT window_start, city, COUNT(*) AS steps
FROM TABLE(
  SESSION(TABLE bookings PARTITION BY (city, customer_id), DESCRIPTOR(rowtime), INTERVAL '5' MINUTE))
GROUP BY window_start, window_end, city, customer_id
