SELECT window_start, size AS city, COUNT(*) AS bookings
FROM (
  SELECT window_start, window_end, CASE WHEN fare.total < 10 THEN 'small' ELSE 'large' END AS size
  FROM TABLE(TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE)))
WHERE size = 'smal'
GROUP BY window_start, window_end, size
