package io.daggers.bench;

import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import rides.booking.v1.Booking;

/** Flink's own Kafka table with Flink's own protobuf format, which needs generated classes. */
final class FlinkProtobufContender implements Contender {

  private static final String LOCATION = "ROW<latitude DOUBLE, longitude DOUBLE>";

  private static final String TABLE =
      """
      CREATE TABLE bookings (
        order_number STRING,
        event_timestamp ROW<seconds BIGINT, nanos INT>,
        status STRING,
        service_type STRING,
        vehicle_type STRING,
        city STRING,
        customer_id STRING,
        driver ROW<driver_id STRING, rating FLOAT, location %1$s>,
        pickup %1$s,
        dropoff %1$s,
        fare ROW<currency STRING, total DOUBLE, tip DOUBLE>,
        cancel_reason STRING,
        rowtime AS TO_TIMESTAMP_LTZ(
          event_timestamp.seconds * 1000 + event_timestamp.nanos / 1000000, 3),
        WATERMARK FOR rowtime AS rowtime - INTERVAL '%2$d' SECOND
      ) WITH (
        'connector' = 'kafka',
        'topic' = '%3$s',
        'properties.bootstrap.servers' = '%4$s',
        'properties.group.id' = 'bench',
        'scan.startup.mode' = 'earliest-offset',
        'format' = 'protobuf',
        'protobuf.message-class-name' = '%5$s')
      """;

  @Override
  public StreamGraph graph(String bootstrapServers) {
    StreamExecutionEnvironment env = Sources.environment();
    StreamTableEnvironment tables = Sources.tables(env);
    tables.executeSql(
        TABLE.formatted(
            LOCATION,
            Sources.OUT_OF_ORDER.toSeconds(),
            TOPIC,
            bootstrapServers,
            Booking.BookingEvent.class.getName()));
    Sources.count(tables);
    return env.getStreamGraph();
  }
}
