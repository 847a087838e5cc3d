WITH done AS (
  SELECT rowtime, order_nmber, city FROM bookings WHERE status = 'COMPLETED'
)
SELECT d.rowtime AS window_start, d.citty AS city, x.total AS bookings
FROM done AS d
JOIN bookings AS b
  ON d.order_number = b.order_number
  AND d.rowtime BETWEEN b.rowtme - INTERVAL '5' MINUTE AND b.rowtime
