SELECT window_start, city, COUNT(*) AS bookings
FROM (
  SELECT window_start, city AS city
  FROM TABLE(TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE)))
GROUP BY window_start, city
