SELECT window_start, city, place, driver_id, trips
FROM (
  SELECT
    *,
    ROW_NUMBER() OVER (
      PARTITION BY window_start, window_end, city ORDER BY trips DESC, driver_id) AS place
  FROM (
    SELECT window_start, window_end, city, driver_id, COUNT(*) AS trips
    FROM TABLE(TUMBLE(TABLE trips, DESCRIPTOR(rowtime), INTERVAL '1' HOUR))
    GROUP BY window_start, window_end, city, driver_id))
WHERE place <= 2
