SELECT
  window_start,
  city,
  COUNT(DISTINCT customer_id) AS customers,
  COUNT(DISTINCT customer_id) FILTER (WHERE vehicle_type = 'CAR') AS cars,
  COUNT(DISTINCT order_number) AS orders
FROM TABLE(TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
GROUP BY window_start, window_end, city
