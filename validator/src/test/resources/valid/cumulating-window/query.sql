SELECT
  window_end,
  city,
  DATE_FORMAT(window_start, 'yyyy-MM-dd') AS `day`,
  SUM(fare.total) AS revenue,
  COUNT(DISTINCT customer_id) AS customers
FROM TABLE(CUMULATE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' HOUR, INTERVAL '1' DAY))
WHERE status = 'COMPLETED'
GROUP BY window_start, window_end, city
