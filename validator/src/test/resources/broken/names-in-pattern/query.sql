SELECT window_start, city, bookings
FROM bookings
MATCH_RECOGNIZE (
  PARTITION BY ctiy
  ORDER BY rowtime
  MEASURES B.rowtime AS window_start, A.cty AS city, 1 AS bookings
  PATTERN (A B)
  DEFINE A AS A.status = 'REQUESTED', B AS B.statuss = 'CANCELLED'
) AS cancelled
