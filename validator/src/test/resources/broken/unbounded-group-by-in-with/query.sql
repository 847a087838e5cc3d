WITH firsts AS (
  SELECT customer_id, MIN(rowtime) AS first_time
  FROM bookings
  GROUP BY customer_id
)
SELECT FLOOR(first_time TO DAY) AS `day`, COUNT(*) AS customers
FROM firsts
GROUP BY FLOOR(first_time TO DAY)
