SELECT window_start, city, cancelled / everything AS bookings
FROM (
  SELECT window_start, city, COUNT(*) AS everything, SUM(CASE WHEN status = 'CANCELLED' THEN 1 ELSE 0 END) AS cancelled
  FROM TABLE(TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
  GROUP BY window_start, window_end, city)
