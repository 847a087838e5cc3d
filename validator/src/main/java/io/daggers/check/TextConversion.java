package io.daggers.check;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.TimeZone;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.flink.table.api.TableException;
import org.apache.flink.table.data.binary.BinaryStringData;
import org.apache.flink.table.data.binary.BinaryStringDataUtil;

/** Turns texts into other types as a running job does. */
final class TextConversion {

  private static final Pattern DAY = Pattern.compile("(\\d{1,6})-(\\d{1,6})-(\\d{1,6})(\\D.*)?");

  private TextConversion() {}

  /** Whether a text becomes a value of a type; also true for types that are not judged. */
  static boolean succeeds(String text, RelDataType type) {
    BinaryStringData data = BinaryStringData.fromString(text);
    // A cast takes off what blanks stand around.
    BinaryStringData trimmed = BinaryStringData.fromString(text.strip());
    try {
      return switch (type.getSqlTypeName()) {
        case BOOLEAN -> {
          BinaryStringDataUtil.toBoolean(trimmed);
          yield true;
        }
        case TINYINT -> {
          BinaryStringDataUtil.toByte(trimmed);
          yield true;
        }
        case SMALLINT -> {
          BinaryStringDataUtil.toShort(trimmed);
          yield true;
        }
        case INTEGER -> {
          BinaryStringDataUtil.toInt(trimmed);
          yield true;
        }
        case BIGINT -> {
          BinaryStringDataUtil.toLong(trimmed);
          yield true;
        }
        case FLOAT, REAL -> {
          BinaryStringDataUtil.toFloat(trimmed);
          yield true;
        }
        case DOUBLE -> {
          BinaryStringDataUtil.toDouble(trimmed);
          yield true;
        }
        case DECIMAL ->
            BinaryStringDataUtil.toDecimal(trimmed, type.getPrecision(), type.getScale()) != null;
        case DATE -> {
          BinaryStringDataUtil.toDate(data);
          yield true;
        }
        case TIME -> {
          BinaryStringDataUtil.toTime(data, type.getPrecision());
          yield true;
        }
        case TIMESTAMP -> BinaryStringDataUtil.toTimestamp(data, type.getPrecision()) != null;
        case TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
            BinaryStringDataUtil.toTimestamp(
                    data, type.getPrecision(), TimeZone.getTimeZone(ZoneOffset.UTC))
                != null;
        default -> true;
      };
    } catch (NumberFormatException | DateTimeException | TableException e) {
      return false; // the conversion that was asked about
    }
  }

  /**
   * Whether a text that a job reads as a time names a day that is none, or begins with a number
   * that is no year: the job counts on to a later day without a word.
   */
  static boolean isNoDay(String text, RelDataType type) {
    Matcher day = DAY.matcher(text.strip());
    boolean dated = isTime(type) && type.getSqlTypeName() != SqlTypeName.TIME;
    if (!dated || !day.matches()) {
      return false;
    }
    try {
      LocalDate.of(
          Integer.parseInt(day.group(1)),
          Integer.parseInt(day.group(2)),
          Integer.parseInt(day.group(3)));
      return day.group(1).length() != 4;
    } catch (DateTimeException e) {
      return true; // the day that was asked about
    }
  }

  static boolean isTime(RelDataType type) {
    return switch (type.getSqlTypeName()) {
      case DATE, TIME, TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> true;
      default -> false;
    };
  }

  static String name(RelDataType type) {
    return switch (type.getSqlTypeName()) {
      case INTEGER -> "INT";
      case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> "TIMESTAMP_LTZ";
      default -> type.getSqlTypeName().getName();
    };
  }

  /** How a text of the type looks. */
  static String example(RelDataType type) {
    return switch (type.getSqlTypeName()) {
      case BOOLEAN -> "write TRUE or FALSE";
      case TINYINT, SMALLINT, INTEGER, BIGINT ->
          "write a whole number that %s can hold, without quotes".formatted(name(type));
      case FLOAT, REAL, DOUBLE, DECIMAL -> "write a number such as 12.5, without quotes";
      case DATE -> "write a date such as '2026-01-31'";
      case TIME -> "write a time such as '23:59:59'";
      default -> "write a time such as '2026-01-31 23:59:59', which is read as UTC";
    };
  }
}
