SELECT window_start, city, place, total
FROM (
  SELECT
    window_start,
    city,
    fare.total AS total,
    ROW_NUMBER() OVER (PARTITION BY window_start, window_end, city ORDER BY fare.total DESC) AS place
  FROM TABLE(TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE)))
WHERE place <= 3
