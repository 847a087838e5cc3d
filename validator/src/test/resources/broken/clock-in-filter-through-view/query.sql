WITH dated AS (
  SELECT rowtime, city, event_timestamp, CURRENT_TIMESTAMP AS now_is FROM bookings
)
SELECT window_start, city, COUNT(*) AS bookings
FROM TABLE(TUMBLE(TABLE dated, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
WHERE event_timestamp < now_is
GROUP BY window_start, window_end, city
