SELECT window_start, city, COUNT(*) AS bookings
FROM (
  SELECT window_start, window_end, city, CASE WHEN fare.total > 100 THEN 'DEAR' ELSE status END AS kind
  FROM TABLE(TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE)))
WHERE kind = 'DEER'
GROUP BY window_start, window_end, city
