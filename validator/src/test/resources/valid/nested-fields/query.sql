SELECT
  b.rowtime,
  b.order_number,
  b.driver.location.latitude AS latitude,
  b.driver.location.longitude AS longitude,
  b.driver.rating AS rating
FROM bookings AS b
WHERE b.status = 'ACCEPTED' AND b.driver IS NOT NULL
