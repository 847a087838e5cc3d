SELECT a.window_start, a.city, 1 AS bookings
FROM (SELECT * FROM TABLE(TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))) AS a
JOIN (SELECT * FROM TABLE(TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))) AS b
  ON a.window_start = b.window_start AND a.order_number = b.order_number
