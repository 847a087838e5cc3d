SELECT window_start, city, bookings
FROM (
  SELECT rowtime AS window_start, city, 1 AS bookings,
    ROW_NUMBER() OVER (PARTITION BY order_number ORDER BY PROCTIME()) AS nth
  FROM bookings)
WHERE nth = 1
