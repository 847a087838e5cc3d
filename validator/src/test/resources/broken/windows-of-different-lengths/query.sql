SELECT a.window_start, a.city, a.n + b.n AS bookings
FROM (
  SELECT window_start, window_end, city, COUNT(*) AS n
  FROM TABLE(TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
  GROUP BY window_start, window_end, city
) AS a
JOIN (
  SELECT window_start, window_end, city, COUNT(*) AS n
  FROM TABLE(TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '5' MINUTE))
  GROUP BY window_start, window_end, city
) AS b
ON a.window_start = b.window_start AND a.window_end = b.window_end AND a.city = b.city
