package io.daggers.job.testing;

import io.daggers.job.sink.influx.PointMapping;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.table.data.RowData;
import org.jspecify.annotations.Nullable;

/**
 * A point of InfluxDB.
 *
 * @param identity the output columns that are its time and its tags
 */
record WrittenPoint(PointMapping mapping, ArrayList<String> identity) implements WrittenRow {

  @Override
  public void open(WriterInitContext context) {}

  @Override
  public Optional<Map<String, @Nullable Object>> of(RowData row) {
    return mapping.written(row);
  }
}
