WITH completed AS (SELECT rowtime, city FROM bookings WHERE status = 'COMPLETED')
SELECT s.window_start, s.city, s.n AS now_count, s.n - 1 AS before
FROM (
  SELECT window_start, window_end, city, COUNT(*) AS n
  FROM TABLE(HOP(TABLE completed, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE, INTERVAL '2' MINUTE))
  GROUP BY window_start, window_end, city) AS s
