package io.daggers.job.begin;

import io.daggers.definition.StartPosition;
import io.daggers.job.bundle.JobBundle;
import io.daggers.job.bundle.KafkaConnection;
import io.daggers.job.codec.StreamRow;
import io.daggers.job.secret.LateSecret;
import io.daggers.job.source.RecordReader;
import io.daggers.schema.Schema;
import io.daggers.schema.SchemaCatalog;
import io.daggers.sql.RowTypes;
import io.daggers.sql.table.ResultWindows;
import io.daggers.sql.table.StreamDemand;
import io.daggers.sql.table.StreamTable;
import io.daggers.topology.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
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

  private static final Duration SHORTEST_STEP_BACK = Duration.ofSeconds(1);

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

  /**
   * Where a bundle begins that goes on after another definition without its state: far enough back
   * to have all events of the windows that are not written, as far as Kafka has them.
   *
   * @param bundle whose windows are known
   * @param writtenUntilMillis windows that ended by then are written
   * @throws KafkaException where a Kafka cluster does not tell what it has
   */
  public static Beginning after(
      JobBundle bundle, Function<String, LateSecret> secrets, long writtenUntilMillis) {
    BeginningReader reader =
        new BeginningReader(
            bundle, SchemaCatalog.of(bundle.schemas()), KafkaConnection.of(bundle, secrets));
    ResultWindows windows =
        Objects.requireNonNull(bundle.windows(), "windows that nothing is known of");
    long begin = windows.firstBeginAfter(writtenUntilMillis);
    bundle
        .sources()
        .forEach(table -> table.topics().forEach(topic -> reader.readAll(table, topic, begin)));
    return reader.beginning().after(writtenUntilMillis);
  }

  private Beginning beginning() {
    if (wholeFromMillis != Long.MIN_VALUE) {
      LOG.info(
          "dagger={} begins without state: windows from {} on are whole",
          bundle.dagger(),
          Instant.ofEpochMilli(wholeFromMillis));
    }
    return new Beginning(offsets, wholeFromMillis, ResultWindows.NEVER);
  }

  private void read(StreamTable table, Topic topic) {
    try (TopicCut cut = TopicCut.open(connections.get(topic.cluster()), topic.name())) {
      Map<Integer, Long> first = cut.place(table.start());
      offsets.put(table.sourceUid(topic), first);
      RecordReader records = records(table, topic);
      cut.newestBefore(first, record -> time(records.read(record)))
          .ifPresent(newest -> noteWhole(wholeFrom(newest, table)));
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

  /**
   * Begins where all events of windows that begin at a time come after, or with the oldest record.
   * Records mostly are in Kafka after what they tell has happened; where not, it is further back.
   */
  private void readAll(StreamTable table, Topic topic, long beginMillis) {
    RecordReader records = records(table, topic);
    try (TopicCut cut = TopicCut.open(connections.get(topic.cluster()), topic.name())) {
      long back = Math.max(SHORTEST_STEP_BACK.toMillis(), table.watermark().toMillis());
      for (long from = Math.max(0, beginMillis) - table.watermark().toMillis();
          ;
          from -= back, back *= 2) {
        Map<Integer, Long> first = cut.place(at(from));
        OptionalLong newest = cut.newestBefore(first, record -> time(records.read(record)));
        long whole = newest.isPresent() ? wholeFrom(newest.getAsLong(), table) : Long.MIN_VALUE;
        if (whole <= beginMillis || from <= 0) {
          offsets.put(table.sourceUid(topic), first);
          noteWhole(whole);
          return;
        }
      }
    }
  }

  private static StartPosition at(long millis) {
    return millis <= 0
        ? new StartPosition.Earliest()
        : new StartPosition.At(Instant.ofEpochMilli(millis));
  }

  /** Nothing happens in the future: a clock that is ahead must not hold back windows. */
  private static long wholeFrom(long newestMillis, StreamTable table) {
    long newest = Math.min(newestMillis, System.currentTimeMillis());
    return newest + table.watermark().toMillis() + 1;
  }

  private void noteWhole(long fromMillis) {
    wholeFromMillis = Math.max(wholeFromMillis, fromMillis);
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
