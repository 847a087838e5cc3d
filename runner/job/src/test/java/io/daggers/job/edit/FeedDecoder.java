package io.daggers.job.edit;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import io.daggers.job.codec.MessageReader;
import io.daggers.job.codec.StreamRow;
import io.daggers.job.codec.UndecodableException;
import io.daggers.schema.Schema;
import io.daggers.schema.SchemaCatalog;
import io.daggers.sql.table.StreamColumns;
import io.daggers.sql.table.StreamDemand;
import io.daggers.sql.table.StreamTable;
import io.daggers.topology.EventTime;
import java.io.IOException;
import java.io.Serializable;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.RowType;
import org.jspecify.annotations.Nullable;

/** Turns messages into rows with the job's own reader. */
final class FeedDecoder implements Serializable {

  private static final long serialVersionUID = 1L;

  private final String schema;
  private final byte[] files;
  private final String eventTimeField;
  private final EventTime.Unit eventTimeUnit;
  private final RowType columns;
  private transient @Nullable MessageReader reader;

  FeedDecoder(StreamTable table, Schema schema, RowType columns) {
    this.schema = schema.name();
    this.files = schema.files().toByteArray();
    this.eventTimeField = table.eventTime().field();
    this.eventTimeUnit = table.eventTime().unit();
    this.columns = columns;
  }

  StreamRow row(byte[] message) throws IOException, UndecodableException {
    if (reader == null) {
      reader =
          MessageReader.compile(
              SchemaCatalog.of(FileDescriptorSet.parseFrom(files))
                  .schema(schema)
                  .orElseThrow()
                  .descriptor(),
              StreamDemand.all(columns),
              new EventTime(eventTimeField, eventTimeUnit));
    }
    StreamRow row = reader.read(message);
    int rowtime = columns.getFieldIndex(StreamColumns.ROWTIME);
    if (rowtime >= 0) {
      row.setField(rowtime, TimestampData.fromEpochMillis(row.eventTimeMillis()));
    }
    return row;
  }
}
