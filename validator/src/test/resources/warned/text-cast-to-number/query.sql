SELECT window_start, city,
  MAX(CAST(trip_id AS INT)) AS a,
  MAX(CAST(SPLIT_INDEX(driver_id, '-', 1) AS BIGINT)) AS b,
  MAX(CAST(labels['rank'] AS DOUBLE)) AS c
FROM TABLE(TUMBLE(TABLE trips, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
GROUP BY window_start, window_end, city
