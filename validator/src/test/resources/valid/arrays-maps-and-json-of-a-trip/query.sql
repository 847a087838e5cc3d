SELECT
  rowtime,
  trip_id,
  ARRAY_SUM(ARRAY_FIELD(stops, 'waited_s')) AS waited_s,
  CARDINALITY(ARRAY_WHERE(stops, 'place', 'mall')) AS at_mall,
  ARRAY_JOIN(ARRAY_FIELD(stops, 'place'), ',') AS places,
  JSON_STRING(MAP_PICK(labels, ARRAY['channel'])) AS labels,
  JSON_REMOVE(attributes, '$.phone') AS attributes,
  MASK(customer_id, 2) AS customer,
  GEO_DISTANCE(
    route.`start`.latitude, route.`start`.longitude, route.`end`.latitude, route.`end`.longitude)
    AS metres
FROM trips
