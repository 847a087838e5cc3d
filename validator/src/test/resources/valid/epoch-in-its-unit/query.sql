SELECT window_start, service,
  MAX(EXTRACT(YEAR FROM TO_TIMESTAMP_LTZ(event_ms, 3))) AS a,
  MAX(FROM_UNIXTIME(event_ms / 1000)) AS b
FROM TABLE(TUMBLE(TABLE logs, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
GROUP BY window_start, window_end, service
