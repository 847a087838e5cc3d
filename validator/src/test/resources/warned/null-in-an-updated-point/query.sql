SELECT
  FLOOR(rowtime TO DAY) AS `day`,
  city,
  COUNT(*) AS bookings,
  SUM(fare.total) AS revenue,
  SUM(fare.tip) AS tips
FROM bookings
GROUP BY FLOOR(rowtime TO DAY), city
