SELECT
  window_start,
  city,
  vehicle_type,
  S2_ID(pickup.latitude, pickup.longitude, 13) AS s2id,
  COUNT(*) AS bookings,
  SUM(fare.total) AS revenue
FROM TABLE(TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
WHERE status = 'COMPLETED'
GROUP BY window_start, window_end, city, vehicle_type, S2_ID(pickup.latitude, pickup.longitude, 13)
