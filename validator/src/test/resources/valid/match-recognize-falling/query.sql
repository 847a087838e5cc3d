SELECT subject, first_rating - last_rating AS amount, falls AS occurrences, raised_at
FROM trips
MATCH_RECOGNIZE (
  PARTITION BY driver_id
  ORDER BY rowtime
  MEASURES
    B.rating AS first_rating,
    LAST(F.rating) AS last_rating,
    COUNT(F.rating) AS falls,
    LAST(F.ended_at) AS raised_at,
    B.driver_id AS subject
  ONE ROW PER MATCH
  AFTER MATCH SKIP TO LAST F
  PATTERN (B F{3}) WITHIN INTERVAL '1' DAY
  DEFINE
    F AS (LAST(F.rating, 1) IS NULL AND F.rating < B.rating) OR F.rating < LAST(F.rating, 1))
