SELECT
  rowtime,
  trip_id,
  CASE WHEN metered IS NOT NULL THEN 'metered' WHEN fixed IS NOT NULL THEN 'fixed' ELSE 'free' END AS pricing,
  COALESCE(metered, fixed, 0) AS fare,
  rating,
  CAST(waited AS DOUBLE) AS waited_s,
  signature <> X'' AS signed
FROM trips
