package io.daggers.job.testing;

import io.daggers.job.codec.StreamRow;
import io.daggers.job.source.RecordReader;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.table.data.RowData;

/** Takes the steps of a test one by one, on the task's own thread. */
final class ScriptedReader implements SourceReader<RowData, ScriptedSource.NoSplit> {

  private final StepQueue steps;
  private final RecordReader records;
  private final SourceReaderContext context;

  ScriptedReader(StepQueue steps, RecordReader records, SourceReaderContext context) {
    this.steps = steps;
    this.records = records;
    this.context = context;
  }

  @Override
  public void start() {
    try {
      records.open(context.metricGroup());
    } catch (IOException e) {
      throw new IllegalStateException("the schemas of a source cannot be read", e);
    }
  }

  @Override
  public InputStatus pollNext(ReaderOutput<RowData> output) throws Exception {
    Optional<SourceStep> next = steps.poll();
    if (next.isEmpty()) {
      return InputStatus.NOTHING_AVAILABLE;
    }
    SourceStep step = next.get();
    try {
      take(step, output);
      step.done().complete(null);
    } catch (Exception e) {
      step.done().completeExceptionally(e);
      throw e;
    }
    return step instanceof SourceStep.End ? InputStatus.END_OF_INPUT : InputStatus.MORE_AVAILABLE;
  }

  private void take(SourceStep step, ReaderOutput<RowData> output) {
    if (step instanceof SourceStep.Emit emit) {
      StreamRow row = records.read(emit.record());
      if (row.isWanted()) {
        output.collect(row, row.eventTimeMillis());
      }
    } else if (step instanceof SourceStep.Advance advance) {
      output.emitWatermark(new Watermark(advance.watermarkMillis()));
    }
  }

  @Override
  public List<ScriptedSource.NoSplit> snapshotState(long checkpoint) {
    return List.of();
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    return steps.available();
  }

  @Override
  public void addSplits(List<ScriptedSource.NoSplit> splits) {}

  @Override
  public void notifyNoMoreSplits() {}

  @Override
  public void close() {}
}
