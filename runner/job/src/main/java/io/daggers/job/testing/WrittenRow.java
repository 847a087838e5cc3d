package io.daggers.job.testing;

import io.daggers.job.sink.influx.PointMapping;
import io.daggers.schema.SchemaCatalog;
import io.daggers.sql.table.SinkTable;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
import org.jspecify.annotations.Nullable;

/** What a sink would write of a row, by the rules of the job's own sinks. */
sealed interface WrittenRow extends Serializable permits WrittenPoint, WrittenRecord {

  static WrittenRow of(SinkTable table, SchemaCatalog schemas, RowType columns) {
    if (table instanceof SinkTable.InfluxTable influx) {
      ArrayList<String> identity = new ArrayList<>(List.of(influx.time()));
      influx.tags().forEach(tag -> identity.add(tag.column()));
      return new WrittenPoint(new PointMapping(influx, columns), identity);
    }
    return WrittenRecord.of((SinkTable.KafkaTable) table, schemas, columns);
  }

  /** The columns in which a row equals the one whose place it takes; empty where none ever does. */
  default List<String> identity() {
    return List.of();
  }

  void open(WriterInitContext context) throws IOException;

  /** Values by output column; nothing where the row is not written. */
  Optional<Map<String, @Nullable Object>> of(RowData row) throws IOException;
}
