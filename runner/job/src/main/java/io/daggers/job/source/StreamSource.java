package io.daggers.job.source;

import io.daggers.job.bundle.JobBundle;
import io.daggers.job.bundle.KafkaConnection;
import io.daggers.job.codec.StreamRow;
import io.daggers.job.deadletter.DeadLetters;
import io.daggers.schema.Schema;
import io.daggers.sql.table.StreamDemand;
import io.daggers.sql.table.StreamTable;
import io.daggers.topology.Topic;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a stream's topics as rows. */
public final class StreamSource {

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(3);

  /** Between two threads: Kafka's own 500 take longer to hand over than to read. */
  private static final String HANDED_OVER_AT_ONCE = "2000";

  private final String group;
  private final Map<String, KafkaConnection> connections;
  private final DeadLetters letters;
  private final SourceAlignment alignment;
  private final Duration betweenLooks;

  /** The source of a job, which looks at its topics every 3 seconds. */
  public StreamSource(
      String group,
      JobBundle bundle,
      Map<String, KafkaConnection> connections,
      DeadLetters letters) {
    this(group, bundle, connections, letters, BETWEEN_LOOKS);
  }

  /**
   * @param group the consumer group under which progress is shown; it is not what decides where
   *     reading resumes
   * @param bundle of the job that reads
   * @param connections to Kafka clusters, by their names
   * @param letters takes what cannot become a row
   * @param betweenLooks how often a topic is looked at, for new partitions and for whether its
   *     cluster answers; no partition is found to be silent sooner
   */
  public StreamSource(
      String group,
      JobBundle bundle,
      Map<String, KafkaConnection> connections,
      DeadLetters letters,
      Duration betweenLooks) {
    this.group = group;
    this.connections = Map.copyOf(connections);
    this.letters = letters;
    this.alignment = SourceAlignment.of(bundle);
    this.betweenLooks = betweenLooks;
  }

  /** Rows of one topic, from where the table's start says. */
  public DataStream<RowData> read(
      StreamExecutionEnvironment env,
      StreamTable table,
      Topic topic,
      Schema schema,
      StreamDemand demand) {
    return read(env, table, topic, schema, demand, Map.of());
  }

  /**
   * Rows of one topic, as far as they are wanted; per-partition watermarks as the table says.
   *
   * @param offsets to begin at without state, of partitions for which it is decided
   */
  public DataStream<RowData> read(
      StreamExecutionEnvironment env,
      StreamTable table,
      Topic topic,
      Schema schema,
      StreamDemand demand,
      Map<Integer, Long> offsets) {
    TopicSource source =
        new TopicSource(
            new TopicAddress(letters.dagger(), topic.cluster(), topic.name()),
            properties(connections.get(topic.cluster())),
            table.start(),
            offsets,
            table.idle(),
            new RecordReader(table, schema, demand, topic.cluster()));
    String uid = table.sourceUid(topic);
    DataStream<RowData> rows =
        env.fromSource(
                source,
                alignment.of(watermarks(table)),
                "%s of %s: %s".formatted(table.name(), topic, demand.summary()),
                InternalTypeInfo.of(demand.columns()))
            .uid(uid);
    return rows.process(new RecordSorter(letters), InternalTypeInfo.of(demand.columns()))
        .name("rows of " + table.name())
        .uid("rows-" + uid);
  }

  private static WatermarkStrategy<RowData> watermarks(StreamTable table) {
    Duration outOfOrder = table.watermark();
    return WatermarkStrategy.<RowData>forGenerator(context -> new RowWatermarks(outOfOrder))
        .withTimestampAssigner((row, kafkaMillis) -> millis(row));
  }

  private static long millis(RowData row) {
    StreamRow record = (StreamRow) row;
    return record.hasEventTime() ? record.eventTimeMillis() : RowWatermarks.NO_TIME;
  }

  private Properties properties(KafkaConnection connection) {
    Properties properties = new Properties();
    properties.putAll(connection.settings());
    properties.setProperty(ConsumerConfig.GROUP_ID_CONFIG, group);
    properties.setProperty(KafkaSourceOptions.CLIENT_ID_PREFIX.key(), group);
    properties.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    properties.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, HANDED_OVER_AT_ONCE);
    // What another dagger writes exactly once is there when it is committed, and not before.
    properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.setProperty(
        ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
    properties.setProperty(
        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
    properties.setProperty(
        KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(),
        String.valueOf(betweenLooks.toMillis()));
    return properties;
  }
}
