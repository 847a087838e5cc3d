SELECT window_start, service,
  MAX(EXTRACT(YEAR FROM TO_TIMESTAMP_LTZ(event_ms, 0))) AS a,
  MAX(EXTRACT(YEAR FROM TO_TIMESTAMP_LTZ(event_ms / 1000, 3))) AS b,
  MAX(FROM_UNIXTIME(event_ms)) AS c
FROM TABLE(TUMBLE(TABLE logs, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
GROUP BY window_start, window_end, service
