SELECT
  window_start,
  city,
  APPROX_PERCENTILE(fare.total, 1.5) AS bookings,
  APPROX_PERCENTILE(fare.total, fare.tip) AS a,
  S2_ID(91.0, MAX(pickup.longitude), 31) AS b,
  GEOHASH(MAX(pickup.latitude), -180.5, 0) AS c,
  HISTOGRAM(fare.total, ARRAY[10, 5])[1] AS d,
  EXPONENTIAL_AVERAGE(fare.total, rowtime, INTERVAL '0' SECOND) AS e,
  FORMAT_IN_ZONE(window_start, 'yyyy-bb', 'Jakarta') AS f,
  CAST(PERIOD_START(window_start, 'FORTNIGHT', 'UTC') AS STRING) AS g,
  JSON_SET('{}', 'a.b', city) AS h,
  MASK(city, -1) AS i
FROM TABLE(TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
GROUP BY window_start, window_end, city
