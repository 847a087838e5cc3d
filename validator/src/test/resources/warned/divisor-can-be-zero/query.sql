SELECT window_start, service, a, b, c, 100 / n AS d
FROM (
  SELECT window_start, service,
    SUM(latency_ms) / COUNT(*) FILTER (WHERE http_status >= 500) AS a,
    MAX(event_ms / latency_ms) AS b,
    COUNT(*) * 100 / SUM(CASE WHEN http_status >= 500 THEN 1 ELSE 0 END) AS c,
    COUNT(NULLIF(route, '')) AS n
  FROM TABLE(TUMBLE(TABLE logs, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
  GROUP BY window_start, window_end, service
)
