WITH done AS (
  SELECT rowtime, city FROM bookings WHERE status = 'COMPLETED'
),
SELECT rowtime AS window_start, city, 1 AS bookings
FROM done
