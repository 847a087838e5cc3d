SELECT window_start, city, status
FROM (
  SELECT DISTINCT window_start, window_end, city, status
  FROM TABLE(TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE)))
