SELECT raised_at, subject, 'cancelled after it was accepted' AS reason
FROM bookings
MATCH_RECOGNIZE (
  PARTITION BY order_number
  ORDER BY rowtime
  MEASURES
    A.customer_id AS subject,
    CAST(C.rowtime AS TIMESTAMP_LTZ(3)) AS raised_at
  ONE ROW PER MATCH
  AFTER MATCH SKIP PAST LAST ROW
  PATTERN (A C) WITHIN INTERVAL '5' MINUTE
  DEFINE
    A AS A.status = 'ACCEPTED',
    C AS C.status = 'CANCELLED')
