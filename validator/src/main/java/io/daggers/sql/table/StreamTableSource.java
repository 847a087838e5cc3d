package io.daggers.sql.table;

import io.daggers.schema.Schema;
import io.daggers.topology.Topic;
import java.util.ArrayList;
import java.util.List;
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
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;
import org.jspecify.annotations.Nullable;

/** A stream as a table: append-only, reads only the columns asked for, brings its watermarks. */
public final class StreamTableSource
    implements ScanTableSource, SupportsProjectionPushDown, SupportsSourceWatermark {

  private final StreamTable table;
  private final Schema schema;
  private final TableRuntime runtime;
  private RowType columns;
  private @Nullable StreamDemand demand;

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

  /** The columns of the rows that it gives. */
  public RowType columns() {
    return columns;
  }

  /** Says what is taken from those rows; else it is everything. */
  public void demand(StreamDemand demand) {
    this.demand = demand;
  }

  @Override
  public ScanRuntimeProvider getScanRuntimeProvider(ScanContext context) {
    StreamDemand wanted = demand == null ? StreamDemand.all(columns) : demand;
    return new DataStreamScanProvider() {
      @Override
      public DataStream<RowData> produceDataStream(
          ProviderContext provider, StreamExecutionEnvironment env) {
        return union(env, wanted);
      }

      @Override
      public boolean isBounded() {
        return false;
      }
    };
  }

  /** All topics as one table, each with a reading position of its own in the state. */
  private DataStream<RowData> union(StreamExecutionEnvironment env, StreamDemand wanted) {
    List<DataStream<RowData>> parts = new ArrayList<>();
    for (Topic topic : table.topics()) {
      parts.add(runtime.read(env, table, topic, schema, wanted));
    }
    if (parts.size() == 1) {
      return parts.get(0);
    }
    @SuppressWarnings({"unchecked", "rawtypes"})
    DataStream<RowData>[] others = parts.subList(1, parts.size()).toArray(new DataStream[0]);
    // The planner sets the type of what it is given, which a bare union does not allow.
    return parts
        .get(0)
        .union(others)
        .map(row -> row, InternalTypeInfo.of(wanted.columns()))
        .name(table.name() + " of " + parts.size() + " topics")
        .uid("union-" + table.name());
  }

  @Override
  public DynamicTableSource copy() {
    StreamTableSource copy = new StreamTableSource(table, schema, runtime, columns);
    copy.demand = demand;
    return copy;
  }

  @Override
  public String asSummaryString() {
    return table.name() + " (" + table.schema() + ")";
  }
}
