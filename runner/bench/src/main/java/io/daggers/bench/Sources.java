package io.daggers.bench;

import io.daggers.sql.function.FunctionModule;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.Table;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.data.RowData;

/** What the contenders of others have in common. */
final class Sources {

  static final Duration OUT_OF_ORDER = Duration.ofSeconds(10);

  private Sources() {}

  /** With the settings that our own job runs with. */
  static StreamExecutionEnvironment environment() {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    configuration.set(CoreOptions.DEFAULT_PARALLELISM, 1);
    return StreamExecutionEnvironment.getExecutionEnvironment(configuration);
  }

  static StreamTableEnvironment tables(StreamExecutionEnvironment env) {
    StreamTableEnvironment tables = StreamTableEnvironment.create(env);
    tables.getConfig().set("table.local-time-zone", "UTC");
    tables.loadModule(FunctionModule.NAME, new FunctionModule());
    return tables;
  }

  static <T> KafkaSource<T> kafka(
      String bootstrapServers, KafkaRecordDeserializationSchema<T> deserializer) {
    return KafkaSource.<T>builder()
        .setBootstrapServers(bootstrapServers)
        .setGroupId("bench")
        .setTopics(List.of(Contender.TOPIC))
        .setStartingOffsets(OffsetsInitializer.earliest())
        .setDeserializer(deserializer)
        .build();
  }

  static <T> WatermarkStrategy<T> watermarks() {
    return WatermarkStrategy.forBoundedOutOfOrderness(OUT_OF_ORDER);
  }

  /** Runs the query over a table {@code bookings} into the counting sink. */
  static void count(StreamTableEnvironment tables) {
    Table results = tables.sqlQuery(Contender.query());
    DataStream<RowData> rows =
        tables.toDataStream(
            results, results.getResolvedSchema().toPhysicalRowDataType().bridgedTo(RowData.class));
    rows.sinkTo(CountingSink.ofColumn(Contender.COUNT));
  }
}
