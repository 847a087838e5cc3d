package io.daggers.bench;

import java.util.concurrent.atomic.LongAdder;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.table.data.RowData;

/**
 * Throws results away and adds up their counts, so that every contender is held to the same answer.
 * The totals are those of this process.
 *
 * @param <T> results
 */
final class CountingSink<T> implements Sink<T> {

  private static final long serialVersionUID = 1L;

  static final LongAdder ROWS = new LongAdder();
  static final LongAdder BOOKINGS = new LongAdder();

  /** How many bookings a result counts. */
  interface Count<T> extends java.io.Serializable {
    long of(T result);
  }

  private final Count<T> count;

  CountingSink(Count<T> count) {
    this.count = count;
  }

  static CountingSink<RowData> ofColumn(int column) {
    return new CountingSink<>(row -> row.getLong(column));
  }

  @Override
  public SinkWriter<T> createWriter(WriterInitContext context) {
    return new SinkWriter<>() {
      @Override
      public void write(T result, Context context) {
        ROWS.increment();
        BOOKINGS.add(count.of(result));
      }

      @Override
      public void flush(boolean endOfInput) {}

      @Override
      public void close() {}
    };
  }
}
