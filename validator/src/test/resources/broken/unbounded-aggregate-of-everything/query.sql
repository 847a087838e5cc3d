SELECT
  MAX(rowtime) AS latest,
  COUNT(*) AS bookings
FROM bookings
