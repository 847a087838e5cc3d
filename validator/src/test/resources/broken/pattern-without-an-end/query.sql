SELECT cancelled_at, city, customer
FROM bookings
MATCH_RECOGNIZE (
  PARTITION BY order_number
  ORDER BY rowtime
  MEASURES
    A.customer_id AS customer,
    A.city AS city,
    CAST(C.rowtime AS TIMESTAMP_LTZ(3)) AS cancelled_at
  ONE ROW PER MATCH
  AFTER MATCH SKIP PAST LAST ROW
  PATTERN (A C)
  DEFINE
    A AS A.status = 'ACCEPTED',
    C AS C.status = 'CANCELLED')
