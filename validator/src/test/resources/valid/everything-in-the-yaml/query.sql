SELECT
  window_start,
  city,
  service_type,
  COUNT(*) AS bookings,
  SUM(fare.total) AS revenue,
  SUM(fare.tip) AS tip_sum
FROM TABLE(TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
GROUP BY window_start, window_end, city, service_type
