SELECT window_start, city,
  DATE_FORMAT(window_start, 'yyyy-MM-dd HH:mm:ss.SSS') AS a,
  DATE_FORMAT(window_start, 'YYYY-''W''ww') AS b,
  DATE_FORMAT(window_start, 'yyyyDDD') AS c,
  DATE_FORMAT(window_start, 'mm:ss') AS d
FROM TABLE(TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
GROUP BY window_start, window_end, city
