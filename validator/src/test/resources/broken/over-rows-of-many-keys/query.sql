SELECT
  rowtime,
  city,
  AVG(fare.total) OVER (
    PARTITION BY customer_id ORDER BY rowtime ROWS BETWEEN 9 PRECEDING AND CURRENT ROW) AS total
FROM bookings
