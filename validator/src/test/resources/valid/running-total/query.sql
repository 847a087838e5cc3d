SELECT
  FLOOR(rowtime TO DAY) AS day_start,
  city,
  COUNT(*) AS bookings,
  SUM(CASE WHEN status = 'CANCELLED' THEN 1 END) AS cancelled
FROM bookings
GROUP BY FLOOR(rowtime TO DAY), city
