package io.daggers.job.testing;

import java.io.IOException;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.table.data.RowData;

/** Brings what would be written to the stage. */
record CollectingSink(String stage, WrittenRow written) implements Sink<RowData> {

  @Override
  public SinkWriter<RowData> createWriter(WriterInitContext context) throws IOException {
    written.open(context);
    Stage here = Stage.of(stage);
    return new SinkWriter<>() {
      @Override
      public void write(RowData row, Context any) throws IOException {
        written.of(row).ifPresent(here::result);
      }

      @Override
      public void flush(boolean endOfInput) {}

      @Override
      public void close() {}
    };
  }
}
