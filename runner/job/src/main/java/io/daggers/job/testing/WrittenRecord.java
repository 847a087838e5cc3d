package io.daggers.job.testing;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import io.daggers.job.codec.UnwritableException;
import io.daggers.job.sink.kafka.RecordWriter;
import io.daggers.schema.Schema;
import io.daggers.schema.SchemaCatalog;
import io.daggers.sql.table.SinkTable.KafkaTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
import org.jspecify.annotations.Nullable;

/** A record of Kafka: written as the job writes it, and read again field by field. */
final class WrittenRecord implements WrittenRow {

  private static final long serialVersionUID = 1L;

  private final RecordWriter writer;
  private final String schemaName;
  private final byte[] schemaFiles;
  private final ArrayList<String> columns;

  private transient @Nullable Descriptor message;

  private WrittenRecord(RecordWriter writer, Schema schema, List<String> columns) {
    this.writer = writer;
    this.schemaName = schema.name();
    this.schemaFiles = schema.files().toByteArray();
    this.columns = new ArrayList<>(columns);
  }

  static WrittenRecord of(KafkaTable table, SchemaCatalog schemas, RowType columns) {
    Schema schema = schemas.schema(table.schema()).orElseThrow();
    return new WrittenRecord(
        new RecordWriter(table, schema, columns), schema, columns.getFieldNames());
  }

  @Override
  public void open(WriterInitContext context) throws IOException {
    message =
        SchemaCatalog.of(FileDescriptorSet.parseFrom(schemaFiles))
            .schema(schemaName)
            .orElseThrow()
            .descriptor();
    writer.open();
  }

  @Override
  public Optional<Map<String, @Nullable Object>> of(RowData row) throws IOException {
    DynamicMessage written = DynamicMessage.parseFrom(message, value(row));
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (String column : columns) {
      FieldDescriptor field = message.findFieldByName(column);
      boolean absent = field.hasPresence() && !written.hasField(field);
      values.put(column, absent ? null : written.getField(field));
    }
    return Optional.of(values);
  }

  private byte[] value(RowData row) throws IOException {
    try {
      return writer.value(row);
    } catch (UnwritableException e) {
      throw new IOException("a result does not fit " + schemaName + ": " + e.getMessage(), e);
    }
  }
}
