SELECT
  window_start,
  COALESCE(labels['channel'], 'app') AS channel,
  SUM(COALESCE(counters['bags'], 0)) AS bags,
  SUM(COALESCE(counters['pets'], 0)) AS pets
FROM TABLE(TUMBLE(TABLE trips, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
GROUP BY window_start, window_end, COALESCE(labels['channel'], 'app')
