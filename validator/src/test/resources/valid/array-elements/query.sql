SELECT
  rowtime,
  trip_id,
  CARDINALITY(promo_codes) AS codes,
  promo_codes[1] AS first_code,
  ARRAY_CONTAINS(promo_codes, 'WELCOME') AS welcome
FROM trips
WHERE CARDINALITY(promo_codes) > 0
