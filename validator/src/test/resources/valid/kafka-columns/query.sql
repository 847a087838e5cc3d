SELECT
  window_start,
  kafka_cluster,
  kafka_topic,
  kafka_partition,
  COUNT(*) AS records,
  MAX(kafka_offset) AS newest_offset
FROM TABLE(TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
GROUP BY window_start, window_end, kafka_cluster, kafka_topic, kafka_partition
