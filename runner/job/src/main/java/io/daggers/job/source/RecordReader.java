package io.daggers.job.source;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import io.daggers.job.codec.MessageReader;
import io.daggers.job.codec.StreamRow;
import io.daggers.job.codec.UndecodableException;
import io.daggers.job.deadletter.DeadLetter;
import io.daggers.job.deadletter.Stage;
import io.daggers.schema.Schema;
import io.daggers.schema.SchemaCatalog;
import io.daggers.sql.table.StreamDemand;
import io.daggers.sql.table.StreamTable;
import io.daggers.topology.EventTime;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.regex.Pattern;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Turns a Kafka record into a row, and one that the query has no use of into a row that is not
 * wanted. What cannot become a row is counted and becomes a dead letter: a bad record stops no job.
 */
public final class RecordReader implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Reasons are told apart, and places are not. */
  private static final Pattern PLACE = Pattern.compile(" at byte \\d+ of \\d+$");

  private final String cluster;
  private final String schemaName;
  private final byte[] schemaFiles;
  private final String eventTimeField;
  private final EventTime.Unit eventTimeUnit;
  private final StreamDemand demand;
  private final RecordColumns recordColumns;
  private final long maxFutureMillis;

  /** The latest event time that may pass, as of the last look at the clock. */
  private long latestMillis;

  private transient @Nullable MessageReader reader;
  private transient @Nullable Counter undecodable;
  private transient @Nullable Counter withoutEventTime;
  private transient @Nullable Counter tooFarInFuture;

  public RecordReader(StreamTable table, Schema schema, StreamDemand demand, String cluster) {
    Duration maxFuture = table.maxFuture();
    this.cluster = cluster;
    this.schemaName = schema.name();
    this.schemaFiles = schema.files().toByteArray();
    this.eventTimeField = table.eventTime().field();
    this.eventTimeUnit = table.eventTime().unit();
    this.demand = demand;
    this.recordColumns = new RecordColumns(demand.columns(), cluster);
    this.maxFutureMillis = maxFuture == null ? Long.MAX_VALUE : maxFuture.toMillis();
    this.latestMillis = maxFuture == null ? Long.MAX_VALUE : Long.MIN_VALUE;
  }

  /** Before the first record, by the one thread that will read. */
  public void open(MetricGroup sourceMetrics) throws IOException {
    Schema schema =
        SchemaCatalog.of(FileDescriptorSet.parseFrom(schemaFiles)).schema(schemaName).orElseThrow();
    reader =
        MessageReader.compile(
            schema.descriptor(), demand, new EventTime(eventTimeField, eventTimeUnit));
    MetricGroup metrics = sourceMetrics.addGroup("dagger");
    undecodable = metrics.counter("undecodable");
    withoutEventTime = metrics.counter("withoutEventTime");
    tooFarInFuture = metrics.counter("tooFarInFuture");
  }

  /**
   * Reads one record.
   *
   * @return a row, which is good until the next reading where it is not wanted, or a dead one
   */
  public StreamRow read(ConsumerRecord<byte[], byte[]> record) {
    byte[] value = record.value();
    if (value == null) {
      return refuse(record, undecodable, "a record without a value is no " + schemaName);
    }
    StreamRow row;
    try {
      row = reader.read(value);
    } catch (UndecodableException e) {
      String why = PLACE.matcher(String.valueOf(e.getMessage())).replaceFirst("");
      return refuse(record, undecodable, "no %s: %s".formatted(schemaName, why));
    }
    if (!row.hasEventTime()) {
      return refuse(record, withoutEventTime, "no event time in " + eventTimeField);
    }
    if (isTooFarInFuture(row.eventTimeMillis())) {
      return refuse(
          record,
          tooFarInFuture,
          "%s lies further ahead of the clock than the stream's max_future"
              .formatted(eventTimeField));
    }
    if (row.isWanted()) {
      recordColumns.fill(row, record);
    }
    return row;
  }

  /** The clock only goes on: it is looked at where the last look would not let an event pass. */
  private boolean isTooFarInFuture(long millis) {
    if (millis > latestMillis) {
      latestMillis = System.currentTimeMillis() + maxFutureMillis;
    }
    return millis > latestMillis;
  }

  private DeadRow refuse(ConsumerRecord<byte[], byte[]> record, Counter counter, String reason) {
    counter.inc();
    byte[] value = record.value();
    DeadLetter.Origin origin =
        new DeadLetter.Origin(
            cluster, record.topic(), record.partition(), record.offset(), record.timestamp());
    return new DeadRow(
        new DeadLetter(Stage.SOURCE, reason, origin, value == null ? new byte[0] : value));
  }

  /** Of the rows that are wanted. */
  public TypeInformation<RowData> producedType() {
    return InternalTypeInfo.of(demand.columns());
  }
}
