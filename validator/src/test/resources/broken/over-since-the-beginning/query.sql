SELECT
  rowtime,
  city,
  SUM(fare.total) OVER (PARTITION BY city ORDER BY rowtime) AS total
FROM bookings
