WITH ended AS (
  SELECT * FROM bookings WHERE status IN ('COMPLETED', 'CANCELLED')
),
counted AS (
  SELECT
    window_start,
    city,
    COUNT(*) AS bookings,
    SUM(CASE WHEN status = 'CANCELLED' THEN 1 ELSE 0 END) AS cancelled
  FROM TABLE(TUMBLE(TABLE ended, DESCRIPTOR(rowtime), INTERVAL '5' MINUTE))
  GROUP BY window_start, window_end, city
)
SELECT window_start, city, CAST(cancelled AS DOUBLE) / bookings AS share
FROM counted
