SELECT
  window_start,
  city,
  S2_ID(latitude, longitude, 13) AS s2id,
  COUNT(DISTINCT driver_id) AS drivers
FROM TABLE(HOP(TABLE locations, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE, INTERVAL '5' MINUTE))
WHERE available
GROUP BY window_start, window_end, city, S2_ID(latitude, longitude, 13)
