package io.daggers.sql.table;

import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.ProviderContext;
import org.apache.flink.table.connector.sink.DataStreamSinkProvider;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

/** A dagger's sink as a table. It takes each result once: rows are never taken back or changed. */
final class ResultTableSink implements DynamicTableSink {

  private final SinkTable table;
  private final RowType columns;
  private final TableRuntime runtime;

  ResultTableSink(SinkTable table, RowType columns, TableRuntime runtime) {
    this.table = table;
    this.columns = columns;
    this.runtime = runtime;
  }

  @Override
  public ChangelogMode getChangelogMode(ChangelogMode requestedMode) {
    return ChangelogMode.insertOnly();
  }

  @Override
  public SinkRuntimeProvider getSinkRuntimeProvider(Context context) {
    return new DataStreamSinkProvider() {
      @Override
      public DataStreamSink<?> consumeDataStream(
          ProviderContext provider, DataStream<RowData> rows) {
        return runtime.write(rows, table, columns).name("sink").uid(table.uid());
      }
    };
  }

  @Override
  public DynamicTableSink copy() {
    return new ResultTableSink(table, columns, runtime);
  }

  @Override
  public String asSummaryString() {
    return "the dagger's sink";
  }
}
