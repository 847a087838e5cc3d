SELECT MAX(rowtime) AS latest, city, COUNT(*) AS bookings
FROM bookings
GROUP BY city
