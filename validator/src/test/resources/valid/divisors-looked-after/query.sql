SELECT window_start, service,
  CASE WHEN n = 0 THEN 0 ELSE 100 / n END AS a,
  b, c, d, e
FROM (
  SELECT window_start, service,
    COUNT(*) FILTER (WHERE http_status >= 500) AS n,
    MAX(CASE WHEN latency_ms > 0 THEN event_ms / latency_ms END) AS b,
    SUM(latency_ms) / NULLIF(COUNT(*) FILTER (WHERE http_status >= 500), 0) AS c,
    SUM(latency_ms) * 100 / COUNT(route) AS d,
    SUM(CAST(http_status AS BIGINT)) + SUM(CASE WHEN http_status >= 500 THEN 1 ELSE 0 END) AS e
  FROM TABLE(TUMBLE(TABLE logs, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
  GROUP BY window_start, window_end, service
)
