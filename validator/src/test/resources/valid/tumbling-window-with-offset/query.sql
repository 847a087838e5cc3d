SELECT window_start, city, COUNT(*) AS bookings
FROM TABLE(
  TUMBLE(
    DATA => TABLE bookings,
    TIMECOL => DESCRIPTOR(rowtime),
    SIZE => INTERVAL '1' DAY,
    `OFFSET` => INTERVAL '17' HOUR))
GROUP BY window_start, window_end, city
