WITH cleaned AS (
  SELECT
    rowtime,
    LOWER(REGEXP_REPLACE(route, '[0-9]+', '#')) AS route,
    CONCAT_WS('-', UPPER(SUBSTRING(service, 1, 3)), LPAD(CAST(http_status AS STRING), 4, '0')) AS host
  FROM requests
  WHERE TRIM(route) <> '' AND route NOT LIKE '/health%' AND CHAR_LENGTH(service) >= 3
)
SELECT window_start, route, host, COUNT(*) AS requests
FROM TABLE(TUMBLE(TABLE cleaned, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
GROUP BY window_start, window_end, route, host
