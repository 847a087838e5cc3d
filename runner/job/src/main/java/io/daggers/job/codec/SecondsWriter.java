package io.daggers.job.codec;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.TimestampData;

/** Writes {@code google.protobuf.Timestamp} and {@code Duration}. */
final class SecondsWriter {

  private static final int MILLIS_PER_SECOND = 1_000;

  private SecondsWriter() {}

  /** Both TIMESTAMP and TIMESTAMP_LTZ count from 1970 in UTC. */
  static DynamicMessage timestamp(Descriptor type, Object value, String column)
      throws UnwritableException {
    TimestampData timestamp = (TimestampData) value;
    long millis = timestamp.getMillisecond();
    long seconds = Math.floorDiv(millis, MILLIS_PER_SECOND);
    int nanos =
        Math.floorMod(millis, MILLIS_PER_SECOND) * Times.NANOS_PER_MILLI
            + timestamp.getNanoOfMillisecond();
    if (!Times.isTimestamp(seconds)) {
      throw new UnwritableException(column, "a timestamp outside of the years 1 to 9999");
    }
    return message(type, seconds, nanos);
  }

  static DynamicMessage duration(Descriptor type, Object value, String column)
      throws UnwritableException {
    BigDecimal exact =
        value instanceof DecimalData decimal
            ? decimal.toBigDecimal()
            : BigDecimal.valueOf(((Number) value).longValue());
    BigDecimal seconds = exact.setScale(0, RoundingMode.DOWN);
    int nanos = exact.subtract(seconds).movePointRight(9).intValueExact();
    if (!Times.isDuration(seconds.longValueExact(), nanos)) {
      throw new UnwritableException(column, "a duration outside of 10000 years");
    }
    return message(type, seconds.longValueExact(), nanos);
  }

  private static DynamicMessage message(Descriptor type, long seconds, int nanos) {
    return DynamicMessage.newBuilder(type)
        .setField(type.findFieldByNumber(1), seconds)
        .setField(type.findFieldByNumber(2), nanos)
        .build();
  }
}
