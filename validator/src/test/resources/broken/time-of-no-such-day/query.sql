SELECT window_start, city, COUNT(*) AS bookings
FROM TABLE(TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
WHERE event_timestamp > '2026-02-30'
  AND CAST(event_timestamp AS DATE) >= '2026-1-1'
  AND CAST(event_timestamp AS DATE) <> TO_DATE('01-02-2026')
  AND CAST(event_timestamp AS DATE) <> TO_DATE('01-02-2026')
  AND event_timestamp > '2026-02-28 12:00:00.5'
GROUP BY window_start, window_end, city
