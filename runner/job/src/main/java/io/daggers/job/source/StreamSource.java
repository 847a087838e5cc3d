package io.daggers.job.source;

import io.daggers.definition.StartPosition;
import io.daggers.job.codec.StreamRow;
import io.daggers.schema.Schema;
import io.daggers.sql.table.StreamTable;
import io.daggers.topology.Environment.KafkaCluster;
import io.daggers.topology.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.RowType;

/** Reads a stream from all its Kafka clusters as one table. */
public final class StreamSource {

  private static final String DISCOVERY_MILLIS = "60000";

  private final String group;
  private final Map<String, KafkaCluster> clusters;

  /**
   * @param group the consumer group under which progress is shown; it is not what decides where
   *     reading resumes
   * @param clusters endpoints by the clusters' names
   */
  public StreamSource(String group, Map<String, KafkaCluster> clusters) {
    this.group = group;
    this.clusters = Map.copyOf(clusters);
  }

  /** Rows with the given columns; per-partition watermarks as the table says. */
  public DataStream<RowData> read(
      StreamExecutionEnvironment env, StreamTable table, Schema schema, RowType columns) {
    Map<String, List<String>> topics = new TreeMap<>();
    for (Topic topic : table.topics()) {
      topics.computeIfAbsent(topic.cluster(), name -> new ArrayList<>()).add(topic.name());
    }
    List<DataStream<RowData>> parts = new ArrayList<>();
    topics.forEach(
        (cluster, names) -> parts.add(readCluster(env, table, schema, columns, cluster, names)));
    if (parts.size() == 1) {
      return parts.get(0);
    }
    DataStream<RowData> first = parts.get(0);
    List<DataStream<RowData>> others = parts.subList(1, parts.size());
    @SuppressWarnings({"unchecked", "rawtypes"})
    DataStream<RowData>[] rest = others.toArray(new DataStream[0]);
    // The planner sets the type of what it is given, which a bare union does not allow.
    return first
        .union(rest)
        .map(row -> row, InternalTypeInfo.of(columns))
        .name(table.name() + " of " + String.join(", ", topics.keySet()))
        .uid("union-" + table.name());
  }

  private DataStream<RowData> readCluster(
      StreamExecutionEnvironment env,
      StreamTable table,
      Schema schema,
      RowType columns,
      String cluster,
      List<String> topics) {
    KafkaSource<RowData> source =
        KafkaSource.<RowData>builder()
            .setBootstrapServers(clusters.get(cluster).bootstrapServers())
            .setGroupId(group)
            .setTopics(topics)
            .setStartingOffsets(offsets(table.start()))
            .setProperty("partition.discovery.interval.ms", DISCOVERY_MILLIS)
            .setDeserializer(new RecordReader(table, schema, columns, cluster))
            .build();
    return env.fromSource(
            source, watermarks(table), table.name() + "@" + cluster, InternalTypeInfo.of(columns))
        .uid("source-" + table.name() + "-" + cluster);
  }

  private static WatermarkStrategy<RowData> watermarks(StreamTable table) {
    return WatermarkStrategy.<RowData>forBoundedOutOfOrderness(table.watermark())
        .withTimestampAssigner((row, kafkaMillis) -> ((StreamRow) row).eventTimeMillis())
        .withIdleness(table.idle());
  }

  private static OffsetsInitializer offsets(StartPosition start) {
    if (start instanceof StartPosition.Earliest) {
      return OffsetsInitializer.earliest();
    }
    if (start instanceof StartPosition.At at) {
      return OffsetsInitializer.timestamp(at.instant().toEpochMilli());
    }
    return OffsetsInitializer.latest();
  }
}
