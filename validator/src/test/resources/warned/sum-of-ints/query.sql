SELECT window_start, service, SUM(http_status * 10000000) AS a
FROM TABLE(TUMBLE(TABLE logs, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
GROUP BY window_start, window_end, service
