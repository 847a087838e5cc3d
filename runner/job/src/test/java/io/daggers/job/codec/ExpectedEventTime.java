package io.daggers.job.codec;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.daggers.topology.EventTime;
import io.daggers.topology.EventTime.Unit;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.types.logical.LocalZonedTimestampType;
import org.apache.flink.table.types.logical.RowType;

/** The event time of a message, worked out slowly. */
final class ExpectedEventTime {

  private static final Map<Unit, Long> PER_SECOND =
      Map.of(
          Unit.SECONDS, 1L,
          Unit.MILLISECONDS, 1_000L,
          Unit.MICROSECONDS, 1_000_000L,
          Unit.NANOSECONDS, 1_000_000_000L);

  private ExpectedEventTime() {}

  /** Milliseconds since 1970, NULL if there is none. */
  static Long of(Message message, EventTime eventTime) {
    FieldDescriptor field = message.getDescriptorForType().findFieldByName(eventTime.field());
    if (eventTime.unit() == Unit.TIMESTAMP) {
      RowType column =
          new RowType(
              List.of(new RowType.RowField(field.getName(), new LocalZonedTimestampType(true, 9))));
      Instant instant = (Instant) ExpectedValues.of(message, column).get(field.getName());
      return instant == null ? null : instant.toEpochMilli();
    }
    long bits = (Long) message.getField(field);
    if (bits == 0) {
      return null;
    }
    boolean unsigned = field.getType() == FieldDescriptor.Type.UINT64;
    BigInteger count =
        unsigned ? new BigInteger(Long.toUnsignedString(bits)) : BigInteger.valueOf(bits);
    BigInteger nanos =
        count.multiply(BigInteger.valueOf(1_000_000_000 / PER_SECOND.get(eventTime.unit())));
    BigInteger[] millis = nanos.divideAndRemainder(BigInteger.valueOf(1_000_000));
    BigInteger floor = millis[1].signum() < 0 ? millis[0].subtract(BigInteger.ONE) : millis[0];
    if (floor.compareTo(BigInteger.valueOf(Instant.parse("0001-01-01T00:00:00Z").toEpochMilli()))
            < 0
        || floor.compareTo(
                BigInteger.valueOf(Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli()))
            > 0) {
      throw new ExpectedValues.NoSuchValue(null);
    }
    return floor.longValue();
  }
}
