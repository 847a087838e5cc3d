SELECT
  FLOOR(rowtime TO DAY) AS `day`,
  city,
  LAST_VALUE(status) AS last_status,
  COUNT(*) AS bookings
FROM bookings
GROUP BY FLOOR(rowtime TO DAY), city
