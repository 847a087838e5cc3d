SELECT
  window_start,
  FORMAT_IN_ZONE(window_start, 'EEEE', 'Asia/Jakarta') AS weekday,
  GEOHASH(pickup.latitude, pickup.longitude, 3) AS area,
  FORMAT_IN_ZONE(
    PERIOD_START(window_start, 'WEEK', 'Asia/Jakarta'), 'yyyy-MM-dd', 'Asia/Jakarta') AS week,
  APPROX_PERCENTILE(fare.total, 0.9) AS p90,
  APPROX_DISTINCT(order_number) AS orders
FROM TABLE(
  TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '24' HOURS, INTERVAL '17' HOURS))
GROUP BY window_start, window_end, GEOHASH(pickup.latitude, pickup.longitude, 3)
