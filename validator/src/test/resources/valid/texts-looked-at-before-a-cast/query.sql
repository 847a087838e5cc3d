SELECT window_start, city,
  MAX(CASE WHEN REGEXP(trip_id, '^[0-9]{1,9}$') THEN CAST(trip_id AS INT) END) AS a,
  MAX(CAST(REGEXP_EXTRACT(driver_id, '-([0-9]{1,9})', 1) AS BIGINT)) AS b,
  MAX(CAST(DATE_FORMAT(ended_at, 'HH') AS INT)) AS c,
  MAX(TRY_CAST(labels['rank'] AS DOUBLE)) AS d
FROM TABLE(TUMBLE(TABLE trips, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
GROUP BY window_start, window_end, city
