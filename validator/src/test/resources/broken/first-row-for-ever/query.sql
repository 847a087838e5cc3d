SELECT rowtime AS window_start, city
FROM (
  SELECT
    rowtime,
    city,
    ROW_NUMBER() OVER (PARTITION BY order_number ORDER BY rowtime) AS nth
  FROM bookings)
WHERE nth = 1
