package io.daggers.job.begin;

import io.daggers.job.bundle.JobBundle;
import io.daggers.job.bundle.KafkaConnection;
import io.daggers.job.codec.StreamRow;
import io.daggers.job.secret.LateSecret;
import io.daggers.job.source.RecordReader;
import io.daggers.schema.Schema;
import io.daggers.schema.SchemaCatalog;
import io.daggers.sql.RowTypes;
import io.daggers.sql.table.StreamDemand;
import io.daggers.sql.table.StreamTable;
import io.daggers.topology.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides where a job without state begins. Where something lies before the first offset that is
 * read, events of the windows that were open then are missing: as far as the newest events before
 * it reach, and as much further as events may come out of order.
 */
public final class BeginningReader {

  private static final Logger LOG = LoggerFactory.getLogger(BeginningReader.class);

  private final JobBundle bundle;
  private final SchemaCatalog schemas;
  private final Map<String, KafkaConnection> connections;
  private final Map<String, Map<Integer, Long>> offsets = new HashMap<>();

  private long wholeFromMillis = Long.MIN_VALUE;

  private BeginningReader(
      JobBundle bundle, SchemaCatalog schemas, Map<String, KafkaConnection> connections) {
    this.bundle = bundle;
    this.schemas = schemas;
    this.connections = connections;
  }

  /**
   * Asks the Kafka clusters that a bundle reads. One that does not answer within seconds is passed
   * over: its sources decide for themselves when it does, and its first windows may lack events.
   *
   * @param secrets what is behind a reference such as {@code secret://env/NAME}
   */
  public static Beginning read(JobBundle bundle, Function<String, LateSecret> secrets) {
    BeginningReader reader =
        new BeginningReader(
            bundle, SchemaCatalog.of(bundle.schemas()), KafkaConnection.of(bundle, secrets));
    bundle.sources().forEach(table -> table.topics().forEach(topic -> reader.read(table, topic)));
    return reader.beginning();
  }

  private Beginning beginning() {
    if (wholeFromMillis != Long.MIN_VALUE) {
      LOG.info(
          "dagger={} begins without state: windows from {} on are whole",
          bundle.dagger(),
          Instant.ofEpochMilli(wholeFromMillis));
    }
    return new Beginning(offsets, wholeFromMillis);
  }

  private void read(StreamTable table, Topic topic) {
    try (TopicCut cut = TopicCut.open(connections.get(topic.cluster()), topic.name())) {
      Map<Integer, Long> first = cut.place(table.start());
      offsets.put(table.sourceUid(topic), first);
      RecordReader records = records(table, topic);
      cut.newestBefore(first, record -> time(records.read(record)))
          .ifPresent(newest -> wholeFrom(newest, table.watermark()));
    } catch (KafkaException e) {
      LOG.warn(
          "dagger={} kafka={} topic={} does not tell what lies before its start ({}): the first"
              + " windows may lack events",
          bundle.dagger(),
          topic.cluster(),
          topic.name(),
          e.getMessage());
    }
  }

  /** Nothing happens in the future: a clock that is ahead must not hold back windows. */
  private void wholeFrom(long newestMillis, Duration outOfOrder) {
    long newest = Math.min(newestMillis, System.currentTimeMillis());
    wholeFromMillis = Math.max(wholeFromMillis, newest + outOfOrder.toMillis() + 1);
  }

  private static OptionalLong time(StreamRow row) {
    return row.hasEventTime() ? OptionalLong.of(row.eventTimeMillis()) : OptionalLong.empty();
  }

  private RecordReader records(StreamTable table, Topic topic) {
    Schema schema = schemas.schema(table.schema()).orElseThrow();
    StreamDemand all = StreamDemand.all(RowTypes.of(schema.descriptor()));
    RecordReader records = new RecordReader(table, schema, all, topic.cluster());
    try {
      records.open(new UnregisteredMetricsGroup());
    } catch (IOException e) {
      throw new UncheckedIOException("the schemas of a bundle cannot be read", e);
    }
    return records;
  }
}
