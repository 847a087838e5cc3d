SELECT p.window_start, p.payment_id, p.amount
FROM TABLE(TUMBLE(TABLE payments, DESCRIPTOR(rowtime), INTERVAL '10' MINUTE)) AS p
WHERE p.order_number IN (
  SELECT b.order_number
  FROM TABLE(TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '10' MINUTE)) AS b
  WHERE b.status = 'COMPLETED'
    AND b.window_start = p.window_start
    AND b.window_end = p.window_end)
