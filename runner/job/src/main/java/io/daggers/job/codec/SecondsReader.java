package io.daggers.job.codec;

import com.google.protobuf.Descriptors.FieldDescriptor;
import java.math.BigDecimal;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.TimestampData;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code google.protobuf.Timestamp} and {@code Duration}, which are both seconds and nanos.
 */
final class SecondsReader implements ValueReader {

  enum Kind {
    TIMESTAMP,
    DURATION
  }

  private static final int SECONDS_TAG = 1 << 3;
  private static final int NANOS_TAG = 2 << 3;

  private final Kind kind;
  private final String name;
  private final int groupEnd;

  SecondsReader(Kind kind, FieldDescriptor field, int groupEnd) {
    this.kind = kind;
    this.name = field.getFullName();
    this.groupEnd = groupEnd;
  }

  @Override
  public Object read(WireCursor in, @Nullable Object earlier) throws UndecodableException {
    Seconds read = earlier == null ? new Seconds() : (Seconds) earlier;
    int outer = in.enter(groupEnd);
    while (!in.atEnd()) {
      int tag = in.tag();
      switch (tag) {
        case SECONDS_TAG -> read.seconds = in.varint();
        case NANOS_TAG -> read.nanos = (int) in.varint();
        default -> in.skip(tag);
      }
    }
    in.leave(outer, groupEnd);
    return read;
  }

  @Override
  public @Nullable Object finish(@Nullable Object read) throws UndecodableException {
    if (read == null) {
      return null;
    }
    Seconds found = (Seconds) read;
    return switch (kind) {
      case TIMESTAMP -> found.toTimestamp(name);
      case DURATION -> found.toDuration(name);
    };
  }

  @Override
  public boolean finishes() {
    return true;
  }

  /** Both messages while they are read. */
  private static final class Seconds {
    long seconds;
    int nanos;

    TimestampData toTimestamp(String name) throws UndecodableException {
      if (!Times.isTimestamp(seconds, nanos)) {
        throw new UndecodableException(name + ": a timestamp outside of the years 1 to 9999");
      }
      return TimestampData.fromEpochMillis(
          seconds * 1000 + nanos / Times.NANOS_PER_MILLI, nanos % Times.NANOS_PER_MILLI);
    }

    DecimalData toDuration(String name) throws UndecodableException {
      if (!Times.isDuration(seconds, nanos)) {
        throw new UndecodableException(name + ": a duration outside of 10000 years");
      }
      BigDecimal exact = BigDecimal.valueOf(seconds).add(BigDecimal.valueOf(nanos, 9));
      return DecimalData.fromBigDecimal(exact, 21, 9);
    }
  }
}
