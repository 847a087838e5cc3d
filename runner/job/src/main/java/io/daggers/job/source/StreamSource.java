package io.daggers.job.source;

import io.daggers.definition.StartPosition;
import io.daggers.job.codec.StreamRow;
import io.daggers.job.deadletter.DeadLetters;
import io.daggers.schema.Schema;
import io.daggers.sql.table.StreamDemand;
import io.daggers.sql.table.StreamTable;
import io.daggers.topology.Environment.KafkaCluster;
import io.daggers.topology.Topic;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;

/** Reads a stream's topics as rows. */
public final class StreamSource {

  private static final String DISCOVERY_MILLIS = "60000";

  private final String group;
  private final Map<String, KafkaCluster> clusters;
  private final DeadLetters letters;

  /**
   * @param group the consumer group under which progress is shown; it is not what decides where
   *     reading resumes
   * @param clusters endpoints by the clusters' names
   * @param letters takes what cannot become a row
   */
  public StreamSource(String group, Map<String, KafkaCluster> clusters, DeadLetters letters) {
    this.group = group;
    this.letters = letters;
    this.clusters = Map.copyOf(clusters);
  }

  /** Rows of one topic, as far as they are wanted; per-partition watermarks as the table says. */
  public DataStream<RowData> read(
      StreamExecutionEnvironment env,
      StreamTable table,
      Topic topic,
      Schema schema,
      StreamDemand demand) {
    KafkaSource<RowData> source =
        KafkaSource.<RowData>builder()
            .setBootstrapServers(clusters.get(topic.cluster()).bootstrapServers())
            .setGroupId(group)
            .setTopics(topic.name())
            .setStartingOffsets(new StartOffsets(offsets(table.start())))
            .setProperty("partition.discovery.interval.ms", DISCOVERY_MILLIS)
            .setDeserializer(new RecordReader(table, schema, demand, topic.cluster()))
            .build();
    String uid = table.sourceUid(topic);
    DataStream<RowData> rows =
        env.fromSource(
                source,
                watermarks(table),
                "%s of %s: %s".formatted(table.name(), topic, demand.summary()),
                InternalTypeInfo.of(demand.columns()))
            .uid(uid);
    return rows.process(new RecordSorter(letters), InternalTypeInfo.of(demand.columns()))
        .name("rows of " + table.name())
        .uid("rows-" + uid);
  }

  static WatermarkStrategy<RowData> watermarks(StreamTable table) {
    Duration outOfOrder = table.watermark();
    Duration idle = table.idle();
    return WatermarkStrategy.<RowData>forGenerator(
            context ->
                new LivingRows(
                    WatermarkStrategy.<RowData>forBoundedOutOfOrderness(outOfOrder)
                        .withIdleness(idle)
                        .createWatermarkGenerator(context)))
        .withTimestampAssigner((row, kafkaMillis) -> millis(row));
  }

  private static long millis(RowData row) {
    StreamRow record = (StreamRow) row;
    return record.hasEventTime() ? record.eventTimeMillis() : Long.MIN_VALUE;
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
