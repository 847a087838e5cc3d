SELECT
  window_start,
  base,
  COUNT(*) AS pickups
FROM TABLE(TUMBLE(TABLE pickups, DESCRIPTOR(rowtime), INTERVAL '1' HOUR))
GROUP BY window_start, window_end, base
