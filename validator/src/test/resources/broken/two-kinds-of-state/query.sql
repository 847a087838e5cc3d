SELECT FLOOR(a.rowtime TO DAY) AS `day`, a.city, COUNT(*) AS bookings
FROM bookings AS a
JOIN bookings AS b ON a.order_number = b.order_number
GROUP BY FLOOR(a.rowtime TO DAY), a.city
