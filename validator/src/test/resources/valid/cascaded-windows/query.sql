WITH minutes AS (
  SELECT
    city,
    COUNT(*) AS bookings,
    window_time AS minute_time
  FROM TABLE(TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
  GROUP BY window_start, window_end, window_time, city
)
SELECT window_start, city, MAX(bookings) AS most, COUNT(*) AS minutes
FROM TABLE(TUMBLE(TABLE minutes, DESCRIPTOR(minute_time), INTERVAL '1' HOUR))
GROUP BY window_start, window_end, city
