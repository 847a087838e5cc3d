SELCT window_start, city, COUNT(*) AS bookings
FROM TABLE(TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
WHRE status = 'COMPLETED'
GRUOP BY window_start, window_end, city
