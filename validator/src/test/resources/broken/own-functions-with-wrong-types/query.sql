SELECT
  window_start,
  city,
  APPROX_PERCENTILE(city, 0.5) AS bookings,
  APPROX_DISTINCT(fare) AS a,
  APPROX_DISTINCT(city, order_number) AS b,
  TREND(city, rowtime) AS c,
  EXPONENTIAL_AVERAGE(fare.total, rowtime, 60) AS d,
  HISTOGRAM(fare.total, 10) AS e
FROM TABLE(TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
GROUP BY window_start, window_end, city
