SELECT
  rowtime,
  trip_id,
  JSON_VALUE(attributes, '$.weather') AS weather,
  JSON_VALUE(attributes, '$.degrees' RETURNING DOUBLE) AS degrees
FROM trips
WHERE JSON_EXISTS(attributes, '$.weather')
