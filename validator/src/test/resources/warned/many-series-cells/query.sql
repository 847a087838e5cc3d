SELECT
  window_start,
  S2_ID(pickup.latitude, pickup.longitude, 18) AS cell,
  COUNT(*) AS bookings
FROM TABLE(TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
GROUP BY window_start, window_end, S2_ID(pickup.latitude, pickup.longitude, 18)
