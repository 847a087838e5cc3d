SELECT
  window_start,
  city,
  vehicle_type,
  CASE GROUPING_ID(city, vehicle_type) WHEN 0 THEN 'type' WHEN 1 THEN 'city' ELSE 'all' END AS detail,
  SUM(fare.total) AS revenue
FROM TABLE(TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '10' MINUTE))
GROUP BY window_start, window_end, ROLLUP (city, vehicle_type)
