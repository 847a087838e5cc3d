SELECT DISTINCT FLOOR(rowtime TO DAY) AS `day`, city, fare.total > 100 AS busy
FROM bookings
