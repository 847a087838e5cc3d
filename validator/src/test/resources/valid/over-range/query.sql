SELECT
  rowtime,
  customer_id,
  order_number,
  COUNT(*) OVER (
    PARTITION BY customer_id ORDER BY rowtime
    RANGE BETWEEN INTERVAL '1' HOUR PRECEDING AND CURRENT ROW) AS recent
FROM bookings
WHERE status = 'REQUESTED'
