SELECT
  window_start,
  driver_id,
  latitude,
  longitude,
  S2_ID(latitude, longitude, 12) AS cell
FROM (
  SELECT
    window_start,
    driver_id,
    latitude,
    longitude,
    ROW_NUMBER() OVER (
      PARTITION BY window_start, window_end, driver_id ORDER BY rowtime DESC) AS nth
  FROM TABLE(TUMBLE(TABLE locations, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE)))
WHERE nth = 1
