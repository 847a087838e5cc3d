SELECT
  rowtime AS window_start,
  city,
  LAG(kafka_offset, 1, 0) OVER (PARTITION BY customer_id ORDER BY rowtime) AS bookings
FROM bookings
