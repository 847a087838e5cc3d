WITH demand AS (
  SELECT window_start, window_end, city, COUNT(*) AS requests
  FROM TABLE(TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
  WHERE status = 'REQUESTED'
  GROUP BY window_start, window_end, city
),
supply AS (
  SELECT window_start, window_end, city, COUNT(DISTINCT driver_id) AS drivers
  FROM TABLE(TUMBLE(TABLE locations, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
  WHERE available
  GROUP BY window_start, window_end, city
)
SELECT
  COALESCE(demand.window_start, supply.window_start) AS window_start,
  COALESCE(demand.city, supply.city) AS city,
  COALESCE(demand.requests, 0) AS demand,
  COALESCE(supply.drivers, 0) AS supply
FROM demand
FULL JOIN supply
  ON demand.window_start = supply.window_start
  AND demand.window_end = supply.window_end
  AND demand.city = supply.city
