package io.daggers.job.codec;

import static java.util.Locale.ROOT;

import com.google.protobuf.Descriptors.FieldDescriptor;
import java.math.BigDecimal;
import org.apache.flink.table.data.DecimalData;

/** Writers of numbers; each refuses what its field cannot hold. */
final class NumberWriters {

  private static final BigDecimal GREATEST_UINT64 = new BigDecimal(Long.toUnsignedString(-1));

  private NumberWriters() {}

  static ValueWriter of(FieldDescriptor field, String column) {
    String type = field.getLiteType().name().toLowerCase(ROOT);
    return switch (field.getType()) {
      case INT32, SINT32, SFIXED32 ->
          value -> (int) between(Integer.MIN_VALUE, Integer.MAX_VALUE, value, type, column);
      case UINT32, FIXED32 -> value -> (int) between(0, 0xFFFFFFFFL, value, type, column);
      case INT64, SINT64, SFIXED64 ->
          value -> between(Long.MIN_VALUE, Long.MAX_VALUE, value, type, column);
      case UINT64, FIXED64 -> value -> unsigned(value, type, column);
      case FLOAT -> value -> number(value).floatValue();
      case DOUBLE -> value -> number(value).doubleValue();
      default -> throw new IllegalArgumentException(field.getFullName() + " is not a number");
    };
  }

  private static long between(long least, long greatest, Object value, String type, String column)
      throws UnwritableException {
    long number = number(value).longValue();
    if (number < least || number > greatest) {
      throw new UnwritableException(column, number + " does not fit " + type);
    }
    return number;
  }

  private static long unsigned(Object value, String type, String column)
      throws UnwritableException {
    Number number = number(value);
    boolean fits =
        number instanceof BigDecimal decimal
            ? decimal.signum() >= 0 && decimal.compareTo(GREATEST_UINT64) <= 0
            : number.longValue() >= 0;
    if (!fits) {
      throw new UnwritableException(column, number + " does not fit " + type);
    }
    return number.longValue();
  }

  private static Number number(Object value) {
    return value instanceof DecimalData decimal ? decimal.toBigDecimal() : (Number) value;
  }
}
