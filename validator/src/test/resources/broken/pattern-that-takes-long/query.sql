SELECT window_start, city, COUNT(*) AS bookings
FROM TABLE(TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
WHERE REGEXP(customer_id, '^([a-z]+)+$') AND REGEXP(customer_id, '[a-z') AND statsu = 'x'
GROUP BY window_start, window_end, city
