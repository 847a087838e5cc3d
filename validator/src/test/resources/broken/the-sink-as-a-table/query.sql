SELECT window_start, city, bookings
FROM `the sink`
