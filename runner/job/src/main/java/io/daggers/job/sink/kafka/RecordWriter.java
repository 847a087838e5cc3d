package io.daggers.job.sink.kafka;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.InvalidProtocolBufferException;
import io.daggers.job.codec.KeyWriter;
import io.daggers.job.codec.MessageWriter;
import io.daggers.job.codec.UnwritableException;
import io.daggers.schema.Schema;
import io.daggers.schema.SchemaCatalog;
import io.daggers.sql.table.SinkTable.KafkaTable;
import java.io.Serializable;
import java.util.List;
import java.util.StringJoiner;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LocalZonedTimestampType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.TimestampType;
import org.jspecify.annotations.Nullable;

/** What record a row becomes: protobuf value, key, and the row's time as its timestamp. */
public final class RecordWriter implements Serializable {

  private static final long serialVersionUID = 1L;

  private final List<String> key;
  private final String schemaName;
  private final byte[] schemaFiles;
  private final RowType columns;
  private final int timeIndex;
  private final int timePrecision;

  private transient @Nullable MessageWriter value;
  private transient @Nullable KeyWriter keyWriter;

  /**
   * @param columns the query's output, each a field of the schema
   */
  public RecordWriter(KafkaTable table, Schema schema, RowType columns) {
    String eventTime = table.eventTime();
    this.key = List.copyOf(table.key());
    this.schemaName = schema.name();
    this.schemaFiles = schema.files().toByteArray();
    this.columns = columns;
    this.timeIndex = timeIndex(columns, eventTime);
    this.timePrecision = timeIndex < 0 ? 0 : precision(columns.getTypeAt(timeIndex));
  }

  /** To be called once, where it is going to be used. */
  public void open() throws InvalidProtocolBufferException {
    Schema schema =
        SchemaCatalog.of(FileDescriptorSet.parseFrom(schemaFiles)).schema(schemaName).orElseThrow();
    value = MessageWriter.compile(schema.descriptor(), columns);
    keyWriter = key.isEmpty() ? null : KeyWriter.compile(columns, key);
  }

  /** The row as a message of the schema. */
  public byte[] value(RowData row) throws UnwritableException {
    return value.write(row);
  }

  byte @Nullable [] key(RowData row) {
    return keyWriter == null ? null : keyWriter.write(row);
  }

  /** Milliseconds since 1970; null where the row has no time. */
  @Nullable Long timeMillis(RowData row) {
    return timeIndex < 0 || row.isNullAt(timeIndex)
        ? null
        : Long.valueOf(row.getTimestamp(timeIndex, timePrecision).getMillisecond());
  }

  String schemaName() {
    return schemaName;
  }

  /** A row that is no message, for people. */
  String describe(RowData row) {
    StringJoiner text = new StringJoiner(", ");
    for (int i = 0; i < columns.getFieldCount(); i++) {
      Object field = RowData.createFieldGetter(columns.getTypeAt(i), i).getFieldOrNull(row);
      text.add(columns.getFieldNames().get(i) + "=" + field);
    }
    return text.toString();
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
