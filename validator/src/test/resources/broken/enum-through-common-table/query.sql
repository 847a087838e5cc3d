WITH rides AS (
  SELECT rowtime, city, status AS state FROM bookings WHERE service_type = 'RIDE'
)
SELECT window_start, city, COUNT(*) AS bookings
FROM TABLE(TUMBLE(TABLE rides, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
WHERE state = 'FINISHED'
GROUP BY window_start, window_end, city
