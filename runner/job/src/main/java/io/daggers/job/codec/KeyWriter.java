package io.daggers.job.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.daggers.sql.KeyTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.RowType;
import org.jspecify.annotations.Nullable;

/**
 * Writes the key of a Kafka record: the text of one column, or a JSON array of several. Timestamps
 * are written as {@code 2026-01-01T00:00:00Z}.
 */
public final class KeyWriter {

  private record Column(RowData.FieldGetter getter, LogicalType type) {}

  private final List<Column> columns;

  private KeyWriter(List<Column> columns) {
    this.columns = columns;
  }

  /**
   * Compiles a writer.
   *
   * @param key names of columns, at least one
   * @throws IllegalArgumentException if there is no such column, or {@link KeyTypes} sees an
   *     obstacle
   */
  public static KeyWriter compile(RowType columns, List<String> key) {
    if (key.isEmpty()) {
      throw new IllegalArgumentException("a key needs a column");
    }
    List<Column> found = new ArrayList<>();
    for (String name : key) {
      int position = columns.getFieldIndex(name);
      if (position < 0) {
        throw new IllegalArgumentException("there is no column " + name);
      }
      LogicalType type = columns.getTypeAt(position);
      KeyTypes.obstacle(type)
          .ifPresent(
              obstacle -> {
                throw new IllegalArgumentException(name + ": " + obstacle);
              });
      found.add(new Column(RowData.createFieldGetter(type, position), type));
    }
    return new KeyWriter(List.copyOf(found));
  }

  /** The key as UTF-8; NULL, a record without key, where the only column is NULL. */
  public byte @Nullable [] write(RowData row) {
    if (columns.size() == 1) {
      Object value = columns.get(0).getter.getFieldOrNull(row);
      return value == null ? null : text(value).getBytes(UTF_8);
    }
    StringJoiner array = new StringJoiner(",", "[", "]");
    for (Column column : columns) {
      array.add(json(column.getter.getFieldOrNull(row), column.type));
    }
    return array.toString().getBytes(UTF_8);
  }

  private static String json(@Nullable Object value, LogicalType type) {
    if (value == null) {
      return "null";
    }
    boolean bare =
        type.isAnyOf(LogicalTypeFamily.INTEGER_NUMERIC, LogicalTypeFamily.EXACT_NUMERIC)
            || value instanceof Boolean;
    String text = text(value);
    return bare
        ? text
        : '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }

  private static String text(Object value) {
    if (value instanceof TimestampData timestamp) {
      return timestamp.toInstant().toString();
    }
    return value instanceof DecimalData decimal
        ? decimal.toBigDecimal().toPlainString()
        : value.toString();
  }
}
