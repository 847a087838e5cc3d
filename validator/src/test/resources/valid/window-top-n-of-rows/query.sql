SELECT window_start, place, trip_id, distance_m
FROM (
  SELECT
    window_start,
    trip_id,
    distance_m,
    ROW_NUMBER() OVER (PARTITION BY window_start, window_end ORDER BY distance_m DESC) AS place
  FROM TABLE(TUMBLE(TABLE trips, DESCRIPTOR(rowtime), INTERVAL '10' MINUTE)))
WHERE place <= 3
