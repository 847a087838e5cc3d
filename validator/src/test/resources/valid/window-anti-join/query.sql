SELECT r.window_start, r.order_number, r.city
FROM (
  SELECT * FROM TABLE(TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '10' MINUTE))
  WHERE status = 'REQUESTED') AS r
WHERE NOT EXISTS (
  SELECT *
  FROM (
    SELECT * FROM TABLE(TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '10' MINUTE))
    WHERE status = 'ACCEPTED') AS a
  WHERE a.order_number = r.order_number
    AND a.window_start = r.window_start
    AND a.window_end = r.window_end)
