package io.daggers.job.begin;

import io.daggers.sql.table.ResultRows;
import io.daggers.sql.table.ResultRows.WindowBegin;
import io.daggers.sql.table.ResultWindows;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;
import org.jspecify.annotations.Nullable;

/**
 * Lets results of windows pass that began when all of their events were read, and that an older
 * definition has not written. It remembers up to where windows have passed.
 */
public final class WholeWindows extends AbstractStreamOperator<RowData>
    implements OneInputStreamOperator<RowData, RowData> {

  private static final long serialVersionUID = 1L;

  private final @Nullable WindowBegin begin;
  private final @Nullable ResultWindows windows;
  private final int beginPrecision;
  private final int windowPrecision;

  private long wholeFromMillis;
  private long writtenBeforeMillis;
  private long writtenUntilMillis;
  private transient @Nullable ListState<Long> wholeFrom;
  private transient @Nullable ListState<Long> writtenBefore;
  private transient @Nullable ListState<Long> writtenUntil;
  private transient @Nullable Counter left;

  private WholeWindows(ResultRows result, Beginning beginning) {
    this.begin = result.begin();
    this.windows = result.windows();
    this.beginPrecision = begin == null ? 0 : precision(result, begin.column());
    this.windowPrecision = windows == null ? 0 : precision(result, windows.column());
    this.wholeFromMillis = beginning.wholeFromMillis();
    this.writtenBeforeMillis = beginning.writtenUntilMillis();
    // What ended before this job's windows are whole is none of its own.
    this.writtenUntilMillis =
        windows == null
            ? WindowProgress.UNKNOWN
            : Math.max(writtenBeforeMillis, windows.lastEnd(wholeFromMillis));
  }

  private static int precision(ResultRows result, int column) {
    return LogicalTypeChecks.getPrecision(result.columns().getTypeAt(column));
  }

  /** The same rows without those of windows that are not whole, or were written before. */
  public static DataStream<RowData> of(
      DataStream<RowData> rows, ResultRows result, Beginning beginning) {
    return rows.transform("whole windows", rows.getType(), new WholeWindows(result, beginning))
        .uid(WindowProgress.UID);
  }

  @Override
  public void open() throws Exception {
    super.open();
    left = getRuntimeContext().getMetricGroup().addGroup("dagger").counter("incompleteWindows");
  }

  @Override
  public void processElement(StreamRecord<RowData> element) {
    RowData row = element.getValue();
    if (!isWhole(row)) {
      left.inc();
    } else if (!wasWritten(row)) {
      output.collect(element);
    }
  }

  private boolean isWhole(RowData row) {
    return begin == null
        || row.isNullAt(begin.column())
        || millis(row, begin.column(), beginPrecision) - begin.afterBeginMillis()
            >= wholeFromMillis;
  }

  private boolean wasWritten(RowData row) {
    return windows != null
        && !row.isNullAt(windows.column())
        && millis(row, windows.column(), windowPrecision) + windows.beforeEndMillis()
            <= writtenBeforeMillis;
  }

  private static long millis(RowData row, int column, int precision) {
    return row.getTimestamp(column, precision).getMillisecond();
  }

  /** What a window gives comes before the time that ends it. */
  @Override
  public void processWatermark(Watermark mark) throws Exception {
    if (windows != null) {
      long passed =
          mark.getTimestamp() == Long.MAX_VALUE ? Long.MAX_VALUE : mark.getTimestamp() + 1;
      writtenUntilMillis = Math.max(writtenUntilMillis, windows.lastEnd(passed));
    }
    super.processWatermark(mark);
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    wholeFrom = context.getOperatorStateStore().getUnionListState(WindowProgress.wholeFrom());
    writtenBefore =
        context.getOperatorStateStore().getUnionListState(WindowProgress.writtenBefore());
    writtenUntil = context.getOperatorStateStore().getUnionListState(WindowProgress.writtenUntil());
    if (context.isRestored()) {
      wholeFromMillis = all(wholeFrom).max().orElse(Long.MIN_VALUE);
      writtenBeforeMillis = all(writtenBefore).max().orElse(ResultWindows.NEVER);
      writtenUntilMillis = all(writtenUntil).min().orElse(WindowProgress.UNKNOWN);
    }
  }

  private static LongStream all(ListState<Long> state) throws Exception {
    return StreamSupport.stream(state.get().spliterator(), false).mapToLong(Long::longValue);
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    wholeFrom.update(List.of(wholeFromMillis));
    writtenBefore.update(List.of(writtenBeforeMillis));
    writtenUntil.update(List.of(writtenUntilMillis));
  }
}
