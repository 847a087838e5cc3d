SELECT
  window_start,
  service,
  BUCKET(latency_ms, ARRAY[10, 100]) AS up_to,
  COUNT(*) AS requests,
  APPROX_DISTINCT(service) FILTER (WHERE http_status >= 500) AS services_of_all
FROM TABLE(TUMBLE(TABLE requests, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
GROUP BY window_start, window_end, service, BUCKET(latency_ms, ARRAY[10, 100])
