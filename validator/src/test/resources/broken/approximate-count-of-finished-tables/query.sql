SELECT window_start, city, APPROX_COUNT_DISTINCT(customer_id) AS bookings
FROM TABLE(TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
GROUP BY window_start, window_end, city
