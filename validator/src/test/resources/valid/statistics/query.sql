SELECT
  window_start,
  service,
  AVG(CAST(latency_ms AS DOUBLE)) AS average,
  STDDEV_POP(CAST(latency_ms AS DOUBLE)) AS deviation,
  MIN(latency_ms) AS lowest,
  MAX(latency_ms) AS highest,
  FIRST_VALUE(route) AS first_route,
  LAST_VALUE(route) AS last_route
FROM TABLE(TUMBLE(TABLE requests, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
GROUP BY window_start, window_end, service
