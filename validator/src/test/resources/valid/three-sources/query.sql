SELECT
  t.ended_at AS raised_at,
  b.order_number AS subject,
  t.driver_id AS note,
  p.amount
FROM bookings AS b
JOIN payments AS p
  ON b.order_number = p.order_number
  AND p.rowtime BETWEEN b.rowtime - INTERVAL '5' MINUTE AND b.rowtime + INTERVAL '5' MINUTE
JOIN trips AS t
  ON b.order_number = t.trip_id
  AND t.rowtime BETWEEN b.rowtime - INTERVAL '5' MINUTE AND b.rowtime + INTERVAL '5' MINUTE
WHERE b.status = 'COMPLETED'
