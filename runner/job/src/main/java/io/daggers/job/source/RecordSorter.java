package io.daggers.job.source;

import io.daggers.job.codec.StreamRow;
import io.daggers.job.deadletter.DeadLetterException;
import io.daggers.job.deadletter.DeadLetterWriter;
import io.daggers.job.deadletter.DeadLetters;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Right behind a source, where watermarks have been made of all its records: lets pass the rows
 * that the query has use of, and keeps the records that could not become rows. They are kept before
 * a checkpoint completes.
 */
final class RecordSorter extends ProcessFunction<RowData, RowData> implements CheckpointedFunction {

  private static final long serialVersionUID = 1L;

  private final DeadLetters letters;
  private transient @Nullable DeadLetterWriter writer;
  private transient long records;

  RecordSorter(DeadLetters letters) {
    this.letters = letters;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) {}

  @Override
  public void open(OpenContext context) {
    writer = letters.open(getRuntimeContext().getMetricGroup(), () -> records);
  }

  @Override
  public void processElement(RowData row, Context context, Collector<RowData> out)
      throws DeadLetterException {
    records++;
    if (row instanceof DeadRow dead) {
      writer.send(dead.letter());
    } else if (((StreamRow) row).isWanted()) {
      out.collect(row);
    }
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws DeadLetterException {
    writer.flush();
  }

  @Override
  public void close() {
    if (writer != null) {
      writer.close();
    }
  }
}
