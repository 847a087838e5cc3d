SELECT b.window_start, b.order_number, p.payment_id, p.amount
FROM (
  SELECT * FROM TABLE(TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
  WHERE status = 'COMPLETED') AS b
JOIN (
  SELECT * FROM TABLE(TUMBLE(TABLE payments, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))) AS p
  ON b.window_start = p.window_start
  AND b.window_end = p.window_end
  AND b.order_number = p.order_number
