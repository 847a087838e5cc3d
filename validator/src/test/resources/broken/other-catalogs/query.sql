SELECT b.rowtime AS window_start, b.city, 1 AS bookings
FROM default_catalog.default_database.bookings AS b, information_schema.`tables` AS t
