package io.daggers.job.codec;

import java.math.BigDecimal;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.TimestampData;

/** A {@code google.protobuf.Timestamp} or {@code Duration} while it is read. */
final class Seconds {

  private static final int SECONDS_TAG = 1 << 3;
  private static final int NANOS_TAG = 2 << 3;

  private long seconds;
  private int nanos;

  /** Back to the epoch, to be used again. */
  void reset() {
    seconds = 0;
    nanos = 0;
  }

  /** Reads an occurrence on top of those before it. */
  void merge(WireCursor in, int groupEnd) throws UndecodableException {
    int outer = in.enter(groupEnd);
    while (!in.atEnd()) {
      int tag = in.tag();
      switch (tag) {
        case SECONDS_TAG -> seconds = in.varint();
        case NANOS_TAG -> nanos = (int) in.varint();
        default -> in.skip(tag);
      }
    }
    in.leave(outer, groupEnd);
  }

  TimestampData toTimestamp(String name) throws UndecodableException {
    return TimestampData.fromEpochMillis(toMillis(name), nanos % Times.NANOS_PER_MILLI);
  }

  /** Milliseconds since 1970, rounded down. */
  long toMillis(String name) throws UndecodableException {
    if (!Times.isTimestamp(seconds, nanos)) {
      throw new UndecodableException(name + ": a timestamp outside of the years 1 to 9999");
    }
    return seconds * 1000 + nanos / Times.NANOS_PER_MILLI;
  }

  DecimalData toDuration(String name) throws UndecodableException {
    if (!Times.isDuration(seconds, nanos)) {
      throw new UndecodableException(name + ": a duration outside of 10000 years");
    }
    BigDecimal exact = BigDecimal.valueOf(seconds).add(BigDecimal.valueOf(nanos, 9));
    return DecimalData.fromBigDecimal(exact, 21, 9);
  }
}
