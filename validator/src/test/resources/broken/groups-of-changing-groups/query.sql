SELECT `day`, COUNT(*) AS customers
FROM (
  SELECT FLOOR(rowtime TO DAY) AS `day`, customer_id
  FROM bookings
  GROUP BY FLOOR(rowtime TO DAY), customer_id)
GROUP BY `day`
