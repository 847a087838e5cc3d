SELECT
  window_start,
  customer_id,
  APPROX_DISTINCT(order_number) AS fares,
  APPROX_PERCENTILE(fare.total, 0.5) AS median,
  TREND(fare.total, rowtime) * 60 AS rise_per_minute,
  EXPONENTIAL_AVERAGE(fare.total, rowtime, INTERVAL '1' MINUTE) AS recent,
  HISTOGRAM(fare.total, ARRAY[15.0, 100.0])[1] AS cheap,
  HISTOGRAM(fare.total, ARRAY[15.0, 100.0])[3] AS dear
FROM TABLE(
  SESSION(TABLE bookings PARTITION BY customer_id, DESCRIPTOR(rowtime), INTERVAL '5' MINUTE))
GROUP BY window_start, window_end, customer_id
