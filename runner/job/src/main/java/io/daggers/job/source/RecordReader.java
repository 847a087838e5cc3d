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
import java.time.Duration;
import java.util.regex.Pattern;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Turns a Kafka record into a row, and one that the query has no use of into a row that is not
 * wanted. What cannot become a row is counted and becomes a dead letter: a bad record stops no job.
 */
public final class RecordReader implements KafkaRecordDeserializationSchema<RowData> {

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

  @Override
  public void open(DeserializationSchema.InitializationContext context) throws IOException {
    Schema schema =
        SchemaCatalog.of(FileDescriptorSet.parseFrom(schemaFiles)).schema(schemaName).orElseThrow();
    reader =
        MessageReader.compile(
            schema.descriptor(), demand, new EventTime(eventTimeField, eventTimeUnit));
    MetricGroup metrics = context.getMetricGroup().addGroup("dagger");
    undecodable = metrics.counter("undecodable");
    withoutEventTime = metrics.counter("withoutEventTime");
    tooFarInFuture = metrics.counter("tooFarInFuture");
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<RowData> out) {
    byte[] value = record.value();
    if (value == null) {
      refuse(record, undecodable, "a record without a value is no " + schemaName, out);
      return;
    }
    StreamRow row;
    try {
      row = reader.read(value);
    } catch (UndecodableException e) {
      String why = PLACE.matcher(String.valueOf(e.getMessage())).replaceFirst("");
      refuse(record, undecodable, "no %s: %s".formatted(schemaName, why), out);
      return;
    }
    if (!row.hasEventTime()) {
      refuse(record, withoutEventTime, "no event time in " + eventTimeField, out);
    } else if (isTooFarInFuture(row.eventTimeMillis())) {
      refuse(
          record,
          tooFarInFuture,
          "%s lies further ahead of the clock than the stream's max_future"
              .formatted(eventTimeField),
          out);
    } else {
      if (row.isWanted()) {
        recordColumns.fill(row, record);
      }
      out.collect(row);
    }
  }

  /** The clock only goes on: it is looked at where the last look would not let an event pass. */
  private boolean isTooFarInFuture(long millis) {
    if (millis > latestMillis) {
      latestMillis = System.currentTimeMillis() + maxFutureMillis;
    }
    return millis > latestMillis;
  }

  private void refuse(
      ConsumerRecord<byte[], byte[]> record,
      Counter counter,
      String reason,
      Collector<RowData> out) {
    counter.inc();
    byte[] value = record.value();
    DeadLetter.Origin origin =
        new DeadLetter.Origin(
            cluster, record.topic(), record.partition(), record.offset(), record.timestamp());
    out.collect(
        new DeadRow(
            new DeadLetter(Stage.SOURCE, reason, origin, value == null ? new byte[0] : value)));
  }

  @Override
  public TypeInformation<RowData> getProducedType() {
    return InternalTypeInfo.of(demand.columns());
  }
}
