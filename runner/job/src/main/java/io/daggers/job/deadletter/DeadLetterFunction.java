package io.daggers.job.deadletter;

import java.io.IOException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.groups.OperatorMetricGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.table.data.RowData;
import org.jspecify.annotations.Nullable;

/**
 * An operator that takes rows out as dead letters. It has no state; what it took out is kept by the
 * time a checkpoint completes.
 */
public abstract class DeadLetterFunction extends ProcessFunction<RowData, RowData>
    implements CheckpointedFunction {

  private static final long serialVersionUID = 1L;

  private final DeadLetters letters;
  private transient @Nullable DeadLetterWriter writer;

  protected DeadLetterFunction(DeadLetters letters) {
    this.letters = letters;
  }

  @Override
  public void open(OpenContext context) throws IOException {
    OperatorMetricGroup metrics = getRuntimeContext().getMetricGroup();
    writer = letters.open(metrics, metrics.getIOMetricGroup().getNumRecordsInCounter()::getCount);
  }

  /** Takes one out. */
  protected final void send(DeadLetter letter) throws DeadLetterException {
    writer.send(letter);
  }

  @Override
  public final void initializeState(FunctionInitializationContext context) {}

  @Override
  public final void snapshotState(FunctionSnapshotContext context) throws DeadLetterException {
    writer.flush();
  }

  @Override
  public final void close() {
    if (writer != null) {
      writer.close();
    }
  }
}
