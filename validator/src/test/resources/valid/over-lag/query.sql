SELECT
  rowtime,
  driver_id,
  trip_id,
  distance_m,
  distance_m - LAG(distance_m, 1, CAST(0 AS BIGINT)) OVER (PARTITION BY driver_id ORDER BY rowtime) AS difference
FROM trips
