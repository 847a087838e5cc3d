SELECT window_start, city,
  DATE_FORMAT(window_start, 'YYYY-MM-DD') AS a,
  COUNT(TO_TIMESTAMP(order_number, 'YYYY/MM/DD')) AS b,
  DATE_FORMAT(window_start, 'yyyy-mm-dd') AS c,
  DATE_FORMAT(window_start, 'HH:MM') AS d,
  DATE_FORMAT(window_start, 'HH:mm:SS') AS e
FROM TABLE(TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
GROUP BY window_start, window_end, city
