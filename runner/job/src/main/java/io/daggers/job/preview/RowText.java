package io.daggers.job.preview;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.StringJoiner;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;
import org.jspecify.annotations.Nullable;

/** Shows rows to people. Times are UTC. */
final class RowText {

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final RowType columns;
  private final RowData.FieldGetter[] getters;

  RowText(RowType columns) {
    this.columns = columns;
    getters = new RowData.FieldGetter[columns.getFieldCount()];
    for (int i = 0; i < getters.length; i++) {
      getters[i] = RowData.createFieldGetter(columns.getTypeAt(i), i);
    }
  }

  /** One text for each column. */
  List<String> cells(RowData row) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < getters.length; i++) {
      cells.add(text(getters[i].getFieldOrNull(row), columns.getTypeAt(i)));
    }
    return cells;
  }

  private static String text(@Nullable Object value, LogicalType type) {
    if (value == null) {
      return "NULL";
    }
    return switch (type.getTypeRoot()) {
      case TIMESTAMP_WITHOUT_TIME_ZONE, TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
          ((TimestampData) value).toInstant().toString();
      case DATE -> LocalDate.ofEpochDay((Integer) value).toString();
      case TIME_WITHOUT_TIME_ZONE ->
          LocalTime.ofNanoOfDay((Integer) value * NANOS_PER_MILLI).toString();
      case DECIMAL -> ((DecimalData) value).toBigDecimal().toPlainString();
      case BINARY, VARBINARY -> Base64.getEncoder().encodeToString((byte[]) value);
      case ARRAY -> array((ArrayData) value, ((ArrayType) type).getElementType());
      case MAP -> map((MapData) value, (MapType) type);
      case ROW -> "(" + String.join(", ", new RowText((RowType) type).cells((RowData) value)) + ")";
      default -> value.toString();
    };
  }

  private static String array(ArrayData array, LogicalType type) {
    StringJoiner text = new StringJoiner(", ", "[", "]");
    elements(array, type).forEach(text::add);
    return text.toString();
  }

  private static String map(MapData map, MapType type) {
    List<String> keys = elements(map.keyArray(), type.getKeyType());
    List<String> values = elements(map.valueArray(), type.getValueType());
    StringJoiner text = new StringJoiner(", ", "{", "}");
    for (int i = 0; i < keys.size(); i++) {
      text.add(keys.get(i) + ": " + values.get(i));
    }
    return text.toString();
  }

  private static List<String> elements(ArrayData array, LogicalType type) {
    ArrayData.ElementGetter getter = ArrayData.createElementGetter(type);
    List<String> elements = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      elements.add(text(getter.getElementOrNull(array, i), type));
    }
    return elements;
  }
}
