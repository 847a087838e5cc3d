package io.daggers.job.preview;

import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

/** Hands rows over as text. */
record QueueSink(String queue, RowType columns) implements Sink<RowData> {

  @Override
  public SinkWriter<RowData> createWriter(WriterInitContext context) {
    RowQueue rows = RowQueue.of(queue);
    RowText text = new RowText(columns);
    return new SinkWriter<>() {
      @Override
      public void write(RowData row, Context any) throws InterruptedException {
        rows.put(text.cells(row));
      }

      @Override
      public void flush(boolean endOfInput) {}

      @Override
      public void close() {}
    };
  }
}
