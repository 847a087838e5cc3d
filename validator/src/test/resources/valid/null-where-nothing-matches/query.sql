SELECT window_start, city, COUNT(*) AS a
FROM (
  SELECT b.window_start, b.window_end, b.city
  FROM (SELECT * FROM TABLE(TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))) AS b
  LEFT JOIN (SELECT * FROM TABLE(TUMBLE(TABLE payments, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))) AS p
    ON b.window_start = p.window_start AND b.window_end = p.window_end
    AND b.order_number = p.order_number
  WHERE p.order_number IS NULL AND b.driver.driver_id IS NOT NULL
)
GROUP BY window_start, window_end, city
