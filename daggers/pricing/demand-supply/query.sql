WITH demand AS (
  SELECT
    window_start,
    window_end,
    S2_ID(pickup.latitude, pickup.longitude, 13) AS s2id,
    COUNT(*) AS requests
  FROM TABLE(TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
  WHERE status = 'REQUESTED' AND service_type = 'RIDE'
  GROUP BY window_start, window_end, S2_ID(pickup.latitude, pickup.longitude, 13)
),
supply AS (
  SELECT
    window_start,
    window_end,
    S2_ID(location.latitude, location.longitude, 13) AS s2id,
    COUNT(DISTINCT driver_id) AS drivers
  FROM TABLE(TUMBLE(TABLE locations, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
  WHERE available
  GROUP BY window_start, window_end, S2_ID(location.latitude, location.longitude, 13)
)
SELECT
  demand.window_start,
  demand.s2id,
  demand.requests AS demand,
  COALESCE(supply.drivers, 0) AS supply,
  demand.requests / CAST(GREATEST(COALESCE(supply.drivers, 0), 1) AS DOUBLE) AS ratio
FROM demand
LEFT JOIN supply
  ON demand.window_start = supply.window_start
  AND demand.window_end = supply.window_end
  AND demand.s2id = supply.s2id
