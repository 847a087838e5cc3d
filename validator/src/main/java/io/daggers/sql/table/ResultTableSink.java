package io.daggers.sql.table;

import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.ProviderContext;
import org.apache.flink.table.connector.sink.DataStreamSinkProvider;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.data.RowData;
import org.apache.flink.types.RowKind;

/**
 * A dagger's sink as a table. Rows are never taken back. Where the sink holds what is written last,
 * a row may be followed by a newer one of the same key; elsewhere each result is written once.
 */
final class ResultTableSink implements DynamicTableSink {

  private static final ChangelogMode UPSERTS =
      ChangelogMode.newBuilder()
          .addContainedKind(RowKind.INSERT)
          .addContainedKind(RowKind.UPDATE_AFTER)
          .build();

  private final SinkTable table;
  private final ResultRows result;
  private final TableRuntime runtime;

  ResultTableSink(SinkTable table, ResultRows result, TableRuntime runtime) {
    this.table = table;
    this.result = result;
    this.runtime = runtime;
  }

  @Override
  public ChangelogMode getChangelogMode(ChangelogMode requestedMode) {
    boolean updating = requestedMode.contains(RowKind.UPDATE_AFTER);
    return table.takesUpdates() && updating ? UPSERTS : ChangelogMode.insertOnly();
  }

  @Override
  public SinkRuntimeProvider getSinkRuntimeProvider(Context context) {
    return new DataStreamSinkProvider() {
      @Override
      public DataStreamSink<?> consumeDataStream(
          ProviderContext provider, DataStream<RowData> rows) {
        return runtime.write(rows, table, result).name("sink").uid(table.uid());
      }
    };
  }

  @Override
  public DynamicTableSink copy() {
    return new ResultTableSink(table, result, runtime);
  }

  @Override
  public String asSummaryString() {
    return "the dagger's sink";
  }
}
