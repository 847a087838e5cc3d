SELECT
  window_start,
  JSON_VALUE(body, 'lax $.client.version' DEFAULT 'none' ON EMPTY DEFAULT 'broken' ON ERROR) AS version,
  body IS JSON OBJECT AS is_json,
  COUNT(*) AS requests
FROM TABLE(TUMBLE(TABLE requests, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
GROUP BY
  window_start,
  window_end,
  JSON_VALUE(body, 'lax $.client.version' DEFAULT 'none' ON EMPTY DEFAULT 'broken' ON ERROR),
  body IS JSON OBJECT
