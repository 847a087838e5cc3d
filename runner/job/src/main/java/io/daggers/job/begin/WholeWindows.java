package io.daggers.job.begin;

import io.daggers.sql.table.ResultRows;
import io.daggers.sql.table.ResultRows.WindowBegin;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFilterFunction;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;
import org.jspecify.annotations.Nullable;

/** Lets results of windows pass that began when all of their events were read. */
public final class WholeWindows extends RichFilterFunction<RowData>
    implements CheckpointedFunction {

  private static final long serialVersionUID = 1L;
  private static final String UID = "whole-windows";

  private final @Nullable WindowBegin begin;
  private final int precision;

  private long wholeFromMillis;
  private transient @Nullable ListState<Long> state;
  private transient @Nullable Counter left;

  private WholeWindows(ResultRows result, long wholeFromMillis) {
    this.begin = result.begin();
    this.precision = begin == null ? 0 : precision(result.columns().getTypeAt(begin.column()));
    this.wholeFromMillis = wholeFromMillis;
  }

  private static int precision(LogicalType type) {
    return LogicalTypeChecks.getPrecision(type);
  }

  /** The same rows without those of windows that are not whole. */
  public static DataStream<RowData> of(
      DataStream<RowData> rows, ResultRows result, Beginning beginning) {
    return rows.filter(new WholeWindows(result, beginning.wholeFromMillis()))
        .name("whole windows")
        .uid(UID);
  }

  @Override
  public void open(OpenContext context) {
    left = getRuntimeContext().getMetricGroup().addGroup("dagger").counter("incompleteWindows");
  }

  @Override
  public boolean filter(RowData row) {
    if (begin == null || row.isNullAt(begin.column())) {
      return true;
    }
    long value = row.getTimestamp(begin.column(), precision).getMillisecond();
    boolean isWhole = value - begin.afterBeginMillis() >= wholeFromMillis;
    if (!isWhole) {
      left.inc();
    }
    return isWhole;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    state =
        context
            .getOperatorStateStore()
            .getUnionListState(new ListStateDescriptor<>("whole from", Types.LONG));
    if (context.isRestored()) {
      wholeFromMillis = Long.MIN_VALUE;
      for (long known : state.get()) {
        wholeFromMillis = Math.max(wholeFromMillis, known);
      }
    }
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    state.update(List.of(wholeFromMillis));
  }
}
