SELECT
  window_start,
  window_end,
  city,
  CAST(ROW(COUNT(*), SUM(fare.total)) AS ROW<bookings BIGINT, revenue DOUBLE>) AS totals
FROM TABLE(TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
WHERE status = 'COMPLETED' AND fare IS NOT NULL
GROUP BY window_start, window_end, city
