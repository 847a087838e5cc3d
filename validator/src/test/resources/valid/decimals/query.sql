SELECT
  window_start,
  `method`,
  CAST(SUM(amount_minor) AS BIGINT) AS minor,
  CAST(SUM(CAST(amount_minor AS DECIMAL(20, 2)) / 100) AS DOUBLE) AS major
FROM TABLE(TUMBLE(TABLE payments, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
GROUP BY window_start, window_end, `method`
