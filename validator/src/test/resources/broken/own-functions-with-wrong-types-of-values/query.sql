SELECT
  rowtime,
  S2_TOKEN(trip_id) AS a,
  S2_PARENT(distance_m, distance_m) AS b,
  ARRAY_SUM(promo_codes) AS c,
  ARRAY_WHERE(stops, 'city', 'mall') AS d,
  ARRAY_FIELD(promo_codes, 'place') AS e,
  ARRAY_FIELD(stops, city) AS f,
  ARRAY_WHERE(stops, 'waited_s', 'mall') AS g,
  MAP_PICK(labels, 'channel') AS h,
  JSON_SET(labels, '$.a', 1) AS i,
  PERIOD_START(city, 'DAY', 'Asia/Jakarta') AS j,
  MASK(city) AS k,
  GEO_DISTANCE(route.`start`, route.`end`) AS l
FROM trips
