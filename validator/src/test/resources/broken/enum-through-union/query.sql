WITH kinds AS (
  SELECT rowtime, city, vehicle_type AS kind FROM bookings
  UNION ALL
  SELECT rowtime, city, service_type FROM bookings
)
SELECT window_start, city, COUNT(*) AS bookings
FROM TABLE(TUMBLE(TABLE kinds, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
WHERE kind IN ('BIKE', 'FOODS')
GROUP BY window_start, window_end, city
