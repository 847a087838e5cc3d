SELECT `day`, city, place, total
FROM (
  SELECT
    *,
    ROW_NUMBER() OVER (PARTITION BY `day`, city ORDER BY total DESC) AS place
  FROM (SELECT FLOOR(rowtime TO DAY) AS `day`, city, fare.total AS total FROM bookings))
WHERE place <= 3
