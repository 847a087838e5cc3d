WITH minutes AS (
  SELECT window_time AS minute_time, city, vehicle_type, COUNT(*) AS bookings
  FROM TABLE(TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
  GROUP BY window_start, window_end, window_time, city, vehicle_type
)
SELECT window_start, city, SUM(bookings) AS bookings
FROM TABLE(
  TUMBLE(
    TABLE minutes, DESCRIPTOR(minute_time), INTERVAL '1' HOUR))
GROUP BY window_start, window_end, city
