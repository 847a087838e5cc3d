SELECT
  window_start,
  EXTRACT(DOW FROM TIMESTAMPADD(HOUR, 7, window_start)) AS weekday,
  DATE_FORMAT(window_start + INTERVAL '7' HOUR, 'HH') AS hour_of_day,
  COUNT(*) AS bookings
FROM TABLE(TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' HOUR))
GROUP BY window_start, window_end
