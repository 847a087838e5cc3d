SELECT
  window_start,
  CAST(fare.total AS STRING) AS fare,
  CAST(event_timestamp AS STRING) AS moment,
  COUNT(*) AS most,
  COUNT(DISTINCT city) AS bookings
FROM TABLE(TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
GROUP BY window_start, window_end, CAST(fare.total AS STRING), CAST(event_timestamp AS STRING)
