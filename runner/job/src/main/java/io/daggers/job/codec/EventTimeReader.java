package io.daggers.job.codec;

import com.google.protobuf.Descriptors.FieldDescriptor;
import io.daggers.sql.MessageForm;
import io.daggers.topology.EventTime;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.TimestampData;
import org.jspecify.annotations.Nullable;

/** Tells the event time from the value of the field that holds it. */
record EventTimeReader(String name, EventTime.Unit unit) {

  /** No event time; long before the year 1. */
  static final long NONE = Long.MIN_VALUE;

  static EventTimeReader of(FieldDescriptor field, EventTime.Unit unit) {
    boolean fits =
        !field.isRepeated()
            && (unit == EventTime.Unit.TIMESTAMP ? isTimestamp(field) : isInteger(field));
    if (!fits) {
      throw new IllegalArgumentException(field.getFullName() + " is no event time in " + unit);
    }
    return new EventTimeReader(field.getFullName(), unit);
  }

  /**
   * Milliseconds since 1970, rounded down; {@link #NONE} for NULL and for the integer 0.
   *
   * @param value what its field was read as, or {@link Seconds}
   */
  long millis(@Nullable Object value) throws UndecodableException {
    if (value == null) {
      return NONE;
    }
    if (value instanceof Seconds seconds) {
      return seconds.toMillis(name);
    }
    if (value instanceof TimestampData timestamp) {
      return timestamp.getMillisecond();
    }
    boolean unsigned = value instanceof DecimalData;
    long count = unsigned ? bits((DecimalData) value) : ((Number) value).longValue();
    return count == 0 ? NONE : toMillis(count, unsigned);
  }

  private long toMillis(long count, boolean unsigned) throws UndecodableException {
    long perSecond =
        switch (unit) {
          case SECONDS, TIMESTAMP -> 1;
          case MILLISECONDS -> 1_000;
          case MICROSECONDS -> 1_000_000;
          case NANOSECONDS -> 1_000_000_000;
        };
    long seconds = divide(count, perSecond, unsigned);
    if (!Times.isTimestamp(seconds) || (unsigned && seconds < 0)) {
      throw new UndecodableException(name + ": an event time outside of the years 1 to 9999");
    }
    return perSecond == 1 ? seconds * 1_000 : divide(count, perSecond / 1_000, unsigned);
  }

  private static long divide(long count, long divisor, boolean unsigned) {
    return unsigned ? Long.divideUnsigned(count, divisor) : Math.floorDiv(count, divisor);
  }

  /** The 64 bits of a uint64. */
  private static long bits(DecimalData value) {
    return value.toBigDecimal().longValue();
  }

  private static boolean isTimestamp(FieldDescriptor field) {
    return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
        && MessageForm.of(field.getMessageType()) == MessageForm.TIMESTAMP;
  }

  private static boolean isInteger(FieldDescriptor field) {
    return field.getJavaType() == FieldDescriptor.JavaType.INT
        || field.getJavaType() == FieldDescriptor.JavaType.LONG;
  }
}
