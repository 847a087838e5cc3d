package io.daggers.job.sink.influx;

import io.daggers.sql.table.SinkTable;
import io.daggers.sql.table.SinkTable.FieldColumn;
import io.daggers.sql.table.SinkTable.InfluxTable;
import io.daggers.sql.table.SinkTable.TagColumn;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.LocalZonedTimestampType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.TimestampType;
import org.influxdb.dto.Point;
import org.jspecify.annotations.Nullable;

/**
 * What point a row becomes. The same row always becomes the same point, so that writing it again
 * changes nothing.
 */
public final class PointMapping implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final long NANOS_PER_MILLI = 1_000_000L;

  /** InfluxDB counts nanoseconds in 64 bits: from 1677 to 2262. */
  private static final long GREATEST_MILLIS = Long.MAX_VALUE / NANOS_PER_MILLI - 1;

  private final String measurement;
  private final String timeColumn;
  private final int timeIndex;
  private final int timePrecision;
  private final ArrayList<Value> tags = new ArrayList<>();
  private final ArrayList<Value> fields = new ArrayList<>();

  private record Value(
      String name, String column, int index, LogicalType type, @Nullable Serializable otherwise)
      implements Serializable {}

  public PointMapping(InfluxTable table, RowType columns) {
    measurement = table.measurement();
    timeColumn = table.time();
    timeIndex = columns.getFieldIndex(timeColumn);
    timePrecision = precision(columns.getTypeAt(timeIndex));
    for (TagColumn tag : table.tags()) {
      int index = columns.getFieldIndex(tag.column());
      LogicalType type = columns.getTypeAt(index);
      tags.add(new Value(tag.name(), tag.column(), index, type, SinkTable.NO_TAG));
    }
    for (FieldColumn field : table.fields()) {
      int index = columns.getFieldIndex(field.column());
      LogicalType type = columns.getTypeAt(index);
      String otherwise = field.otherwise();
      fields.add(
          new Value(
              field.name(),
              field.column(),
              index,
              type,
              otherwise == null ? null : parse(otherwise, type)));
    }
  }

  /**
   * The point of a row; none where the row has no time, a time that InfluxDB cannot hold, or no
   * field with a value.
   */
  public Optional<Point> point(RowData row) {
    if (!hasTime(row)) {
      return Optional.empty();
    }
    Point.Builder point = Point.measurement(measurement).time(timeNanos(row), TimeUnit.NANOSECONDS);
    for (Value tag : tags) {
      point.tag(tag.name(), tag(row, tag));
    }
    boolean any = false;
    for (Value field : fields) {
      Object value = field(row, field);
      if (value != null) {
        add(point, field.name(), value);
        any = true;
      }
    }
    return any ? Optional.of(point.build()) : Optional.empty();
  }

  /**
   * What the row's point holds, by output column: its time as an Instant, tags as text, fields as
   * Long, Double, Boolean or String, and null for a field that is left out. Nothing where there is
   * no point.
   */
  public Optional<Map<String, @Nullable Object>> written(RowData row) {
    if (point(row).isEmpty()) {
      return Optional.empty();
    }
    Map<String, @Nullable Object> written = new LinkedHashMap<>();
    written.put(timeColumn, row.getTimestamp(timeIndex, timePrecision).toInstant());
    tags.forEach(tag -> written.put(tag.column(), tag(row, tag)));
    fields.forEach(field -> written.put(field.column(), field(row, field)));
    return Optional.of(written);
  }

  /** Whether the row has a time that InfluxDB can hold. */
  boolean hasTime(RowData row) {
    return !row.isNullAt(timeIndex) && Math.abs(timeMillis(row)) <= GREATEST_MILLIS;
  }

  /** A row that has no point, for people. */
  String describe(RowData row) {
    StringJoiner text = new StringJoiner(", ", measurement + ": ", "");
    text.add(timeColumn + "=" + (row.isNullAt(timeIndex) ? "NULL" : timeMillis(row) + " ms"));
    tags.forEach(tag -> text.add(tag.column() + "=" + tag(row, tag)));
    fields.forEach(field -> text.add(field.column() + "=" + field(row, field)));
    return text.toString();
  }

  /** The row's time, read as UTC, in milliseconds since 1970. */
  public long timeMillis(RowData row) {
    return row.getTimestamp(timeIndex, timePrecision).getMillisecond();
  }

  private long timeNanos(RowData row) {
    TimestampData time = row.getTimestamp(timeIndex, timePrecision);
    return Math.addExact(
        Math.multiplyExact(time.getMillisecond(), NANOS_PER_MILLI), time.getNanoOfMillisecond());
  }

  private static String tag(RowData row, Value tag) {
    Object value = read(row, tag);
    String text = value == null ? "" : writable(value.toString());
    return text.isEmpty() ? SinkTable.NO_TAG : text;
  }

  private static @Nullable Object field(RowData row, Value field) {
    Object value = read(row, field);
    return value == null ? field.otherwise() : value;
  }

  private static void add(Point.Builder point, String name, Object value) {
    if (value instanceof Long number) {
      point.addField(name, number.longValue());
    } else if (value instanceof Double number) {
      point.addField(name, number.doubleValue());
    } else if (value instanceof Boolean bool) {
      point.addField(name, bool.booleanValue());
    } else {
      point.addField(name, value.toString());
    }
  }

  /**
   * A tag as the line protocol can hold it: it has no line ends, and a last backslash would escape
   * what follows the tag.
   */
  private static String writable(String tag) {
    String oneLine = tag.replace('\n', ' ').replace('\r', ' ');
    return oneLine.endsWith("\\") ? oneLine + " " : oneLine;
  }

  /** A Long, Double, Boolean or String; null where the column is NULL or not a finite number. */
  private static @Nullable Object read(RowData row, Value value) {
    int index = value.index();
    if (row.isNullAt(index)) {
      return null;
    }
    return switch (value.type().getTypeRoot()) {
      case TINYINT -> (long) row.getByte(index);
      case SMALLINT -> (long) row.getShort(index);
      case INTEGER -> (long) row.getInt(index);
      case BIGINT -> row.getLong(index);
      case FLOAT -> finite(Double.parseDouble(Float.toString(row.getFloat(index))));
      case DOUBLE -> finite(row.getDouble(index));
      case BOOLEAN -> row.getBoolean(index);
      default -> row.getString(index).toString();
    };
  }

  private static @Nullable Double finite(double number) {
    return Double.isFinite(number) ? number : null;
  }

  private static Serializable parse(String text, LogicalType type) {
    return switch (type.getTypeRoot()) {
      case TINYINT, SMALLINT, INTEGER, BIGINT -> Long.valueOf(text);
      case FLOAT, DOUBLE -> Double.valueOf(text);
      case BOOLEAN -> Boolean.valueOf(text);
      default -> text;
    };
  }

  private static int precision(LogicalType type) {
    return type.is(LogicalTypeRoot.TIMESTAMP_WITHOUT_TIME_ZONE)
        ? ((TimestampType) type).getPrecision()
        : ((LocalZonedTimestampType) type).getPrecision();
  }
}
