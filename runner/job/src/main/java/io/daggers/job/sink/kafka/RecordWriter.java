package io.daggers.job.sink.kafka;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import io.daggers.job.codec.KeyWriter;
import io.daggers.job.codec.MessageWriter;
import io.daggers.job.codec.UnwritableException;
import io.daggers.job.sink.ResultMetrics;
import io.daggers.schema.Schema;
import io.daggers.schema.SchemaCatalog;
import io.daggers.sql.table.SinkTable.KafkaTable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LocalZonedTimestampType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.TimestampType;
import org.apache.flink.util.FlinkRuntimeException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Turns a row into a Kafka record: protobuf value, key, and the row's time as its timestamp. */
public final class RecordWriter
    implements KafkaRecordSerializationSchema<RowData>, KafkaDatasetFacetProvider {

  private static final long serialVersionUID = 1L;

  private final String topic;
  private final List<String> key;
  private final String schemaName;
  private final byte[] schemaFiles;
  private final RowType columns;
  private final int timeIndex;
  private final int timePrecision;

  private transient @Nullable MessageWriter value;
  private transient @Nullable KeyWriter keyWriter;
  private transient @Nullable ResultMetrics metrics;

  /**
   * @param columns the query's output, each a field of the schema
   */
  public RecordWriter(KafkaTable table, Schema schema, RowType columns) {
    String eventTime = table.eventTime();
    this.topic = table.topic().name();
    this.key = List.copyOf(table.key());
    this.schemaName = schema.name();
    this.schemaFiles = schema.files().toByteArray();
    this.columns = columns;
    this.timeIndex = timeIndex(columns, eventTime);
    this.timePrecision = timeIndex < 0 ? 0 : precision(columns.getTypeAt(timeIndex));
  }

  @Override
  public void open(SerializationSchema.InitializationContext context, KafkaSinkContext sinkContext)
      throws IOException {
    Schema schema =
        SchemaCatalog.of(FileDescriptorSet.parseFrom(schemaFiles)).schema(schemaName).orElseThrow();
    value = MessageWriter.compile(schema.descriptor(), columns);
    keyWriter = key.isEmpty() ? null : KeyWriter.compile(columns, key);
    metrics = new ResultMetrics(context.getMetricGroup());
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      RowData row, KafkaSinkContext context, @Nullable Long timestamp) {
    byte[] bytes;
    try {
      bytes = value.write(row);
    } catch (UnwritableException e) {
      throw new FlinkRuntimeException(
          "a result does not fit " + schemaName + ": " + e.getMessage(), e);
    }
    Long time =
        timeIndex < 0 || row.isNullAt(timeIndex)
            ? null
            : Long.valueOf(row.getTimestamp(timeIndex, timePrecision).getMillisecond());
    metrics.written(1, time == null ? Long.MIN_VALUE : time);
    byte[] keyBytes = keyWriter == null ? null : keyWriter.write(row);
    return new ProducerRecord<>(topic, null, time, keyBytes, bytes);
  }

  @Override
  public Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
    return Optional.of(
        new DefaultKafkaDatasetFacet(
            DefaultKafkaDatasetIdentifier.ofTopics(List.of(topic)), new Properties()));
  }

  /** The event-time column's place; -1 where it is not selected or counts time as a number. */
  private static int timeIndex(RowType columns, @Nullable String eventTime) {
    int index = eventTime == null ? -1 : columns.getFieldIndex(eventTime);
    return index >= 0 && precision(columns.getTypeAt(index)) >= 0 ? index : -1;
  }

  private static int precision(LogicalType type) {
    if (type instanceof TimestampType timestamp) {
      return timestamp.getPrecision();
    }
    return type instanceof LocalZonedTimestampType timestamp ? timestamp.getPrecision() : -1;
  }
}
