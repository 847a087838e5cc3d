SELECT
  window_start,
  CASE
    WHEN fare.total IS NULL THEN 'unknown'
    WHEN fare.total < 10 THEN 'small'
    WHEN fare.total < 50 THEN 'medium'
    ELSE 'large'
  END AS size,
  COALESCE(NULLIF(cancel_reason, ''), 'not cancelled') AS reason,
  COUNT(*) AS bookings,
  SUM(COALESCE(fare.tip, 0)) AS tips
FROM TABLE(TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
GROUP BY
  window_start,
  window_end,
  CASE
    WHEN fare.total IS NULL THEN 'unknown'
    WHEN fare.total < 10 THEN 'small'
    WHEN fare.total < 50 THEN 'medium'
    ELSE 'large'
  END,
  COALESCE(NULLIF(cancel_reason, ''), 'not cancelled')
