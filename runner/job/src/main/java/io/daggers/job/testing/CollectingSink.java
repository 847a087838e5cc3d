package io.daggers.job.testing;

import java.io.IOException;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.table.data.RowData;
import org.apache.flink.types.RowKind;

/** Brings what would be written to the stage. */
record CollectingSink(String stage, WrittenRow written) implements Sink<RowData> {

  @Override
  public SinkWriter<RowData> createWriter(WriterInitContext context) throws IOException {
    written.open(context);
    Stage here = Stage.of(stage);
    return new SinkWriter<>() {
      @Override
      public void write(RowData row, Context any) throws IOException {
        boolean update = row.getRowKind() == RowKind.UPDATE_AFTER;
        written
            .of(row)
            .ifPresent(
                values -> {
                  if (update) {
                    here.updated(values, written.identity());
                  } else {
                    here.result(values);
                  }
                });
      }

      @Override
      public void flush(boolean endOfInput) {}

      @Override
      public void close() {}
    };
  }
}
