SELECT
  window_start,
  service,
  APPROX_PERCENTILE(latency_ms, 0.5) AS median,
  APPROX_PERCENTILE(latency_ms, 0.95) AS p95,
  APPROX_MEDIAN_DEVIATION(latency_ms) AS spread,
  APPROX_DISTINCT(route) AS routes
FROM TABLE(
  HOP(TABLE requests, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE, INTERVAL '2' MINUTES))
GROUP BY window_start, window_end, service
