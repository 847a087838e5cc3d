WITH stopped AS (
  SELECT t.rowtime, s.place, s.waited_s
  FROM trips AS t
  CROSS JOIN UNNEST(t.stops) AS s (place, waited_s, where_at)
)
SELECT window_start, place, COUNT(*) AS stops, SUM(CAST(waited_s AS BIGINT)) AS waited_s
FROM TABLE(TUMBLE(TABLE stopped, DESCRIPTOR(rowtime), INTERVAL '1' HOUR))
GROUP BY window_start, window_end, place
