WITH asked AS (
  SELECT window_start, window_end, city, vehicle_type, COUNT(*) AS asked
  FROM TABLE(TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
  WHERE status = 'REQUESTED'
  GROUP BY window_start, window_end, city, vehicle_type
),
done AS (
  SELECT window_start, window_end, city, COUNT(*) AS completed
  FROM TABLE(TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
  GROUP BY window_start, window_end, city
)
SELECT asked.window_start, done.city, asked.vehicle_type, asked.asked, done.completed
FROM asked
LEFT JOIN done
  ON asked.window_start = done.window_start
  AND asked.window_end = done.window_end
  AND asked.city = done.city
