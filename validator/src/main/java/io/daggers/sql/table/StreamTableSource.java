package io.daggers.sql.table;

import io.daggers.schema.Schema;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.ProviderContext;
import org.apache.flink.table.connector.source.DataStreamScanProvider;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.ScanTableSource;
import org.apache.flink.table.connector.source.abilities.SupportsProjectionPushDown;
import org.apache.flink.table.connector.source.abilities.SupportsSourceWatermark;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;

/** A stream as a table: append-only, reads only the columns asked for, brings its watermarks. */
final class StreamTableSource
    implements ScanTableSource, SupportsProjectionPushDown, SupportsSourceWatermark {

  private final StreamTable table;
  private final Schema schema;
  private final TableRuntime runtime;
  private RowType columns;

  StreamTableSource(StreamTable table, Schema schema, TableRuntime runtime, RowType columns) {
    this.table = table;
    this.schema = schema;
    this.runtime = runtime;
    this.columns = columns;
  }

  @Override
  public ChangelogMode getChangelogMode() {
    return ChangelogMode.insertOnly();
  }

  @Override
  public boolean supportsNestedProjection() {
    return false;
  }

  @Override
  public void applyProjection(int[][] projectedFields, DataType producedDataType) {
    columns = (RowType) producedDataType.getLogicalType();
  }

  /** The runtime assigns watermarks per partition, as the stream says. */
  @Override
  public void applySourceWatermark() {}

  @Override
  public ScanRuntimeProvider getScanRuntimeProvider(ScanContext context) {
    RowType wanted = columns;
    return new DataStreamScanProvider() {
      @Override
      public DataStream<RowData> produceDataStream(
          ProviderContext provider, StreamExecutionEnvironment env) {
        return runtime.read(env, table, schema, wanted);
      }

      @Override
      public boolean isBounded() {
        return false;
      }
    };
  }

  @Override
  public DynamicTableSource copy() {
    return new StreamTableSource(table, schema, runtime, columns);
  }

  @Override
  public String asSummaryString() {
    return table.name() + " (" + table.schema() + ")";
  }
}
