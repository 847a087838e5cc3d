SELECT
  window_start,
  customer_id,
  order_number,
  COALESCE(driver.driver_id, 'nobody') AS id,
  COUNT(*) AS bookings
FROM TABLE(TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
GROUP BY window_start, window_end, customer_id, order_number, COALESCE(driver.driver_id, 'nobody')
