package io.daggers.bench;

import org.apache.flink.streaming.api.graph.StreamGraph;

/** A way to compute the seed's query: bookings and revenue by city, vehicle and S2 cell. */
interface Contender {

  String TOPIC = "booking-log";

  /** The seed's query over a table {@code bookings}. */
  String QUERY =
      """
      SELECT
        window_start,
        city,
        vehicle_type,
        S2_ID(pickup.latitude, pickup.longitude, 13) AS s2id,
        COUNT(*) AS bookings,
        SUM(fare.total) AS revenue
      FROM TABLE(TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
      WHERE status = 'COMPLETED'
      GROUP BY window_start, window_end, city, vehicle_type, S2_ID(pickup.latitude, pickup.longitude, 13)
      """;

  /** The position of the count in the query's rows. */
  int COUNT = 4;

  /** Its job, which reads the topic from the beginning and never ends by itself. */
  StreamGraph graph(String bootstrapServers) throws Exception;
}
