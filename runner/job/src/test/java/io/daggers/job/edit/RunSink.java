package io.daggers.job.edit;

import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.table.data.RowData;

/** Writes into a run, each row once: these jobs are never restarted. */
record RunSink(String run, RowText text) implements Sink<RowData> {

  @Override
  public SinkWriter<RowData> createWriter(WriterInitContext context) {
    Run to = Run.of(run);
    return new SinkWriter<>() {
      @Override
      public void write(RowData row, Context time) {
        to.write(text.of(row));
      }

      @Override
      public void flush(boolean end) {}

      @Override
      public void close() {}
    };
  }
}
