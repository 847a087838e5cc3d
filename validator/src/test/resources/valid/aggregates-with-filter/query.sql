SELECT
  window_start,
  service,
  COUNT(*) AS requests,
  COUNT(*) FILTER (WHERE http_status >= 500) AS errors,
  COUNT(*) FILTER (WHERE latency_ms > 1000) AS slow,
  1 - COUNT(*) FILTER (WHERE http_status >= 500) / CAST(COUNT(*) AS DOUBLE) AS availability
FROM TABLE(TUMBLE(TABLE requests, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
GROUP BY window_start, window_end, service
