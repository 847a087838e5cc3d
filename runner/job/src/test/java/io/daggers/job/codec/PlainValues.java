package io.daggers.job.codec;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;

/** Flink's internal values as plain Java ones that can be compared and printed. */
final class PlainValues {

  private PlainValues() {}

  /** Rows as maps by column name, in the order of the columns. */
  static Map<String, Object> of(RowData row, RowType type) {
    Map<String, Object> plain = new LinkedHashMap<>();
    for (int i = 0; i < type.getFieldCount(); i++) {
      Object value = RowData.createFieldGetter(type.getTypeAt(i), i).getFieldOrNull(row);
      plain.put(type.getFieldNames().get(i), plain(value, type.getTypeAt(i)));
    }
    return plain;
  }

  private static Object plain(Object value, LogicalType type) {
    if (value == null) {
      if (!type.isNullable()) {
        throw new AssertionError("NULL in " + type);
      }
      return null;
    }
    return switch (type.getTypeRoot()) {
      case ROW -> of((RowData) value, (RowType) type);
      case ARRAY -> list((ArrayData) value, ((ArrayType) type).getElementType());
      case MAP -> map((MapData) value, (MapType) type);
      case VARCHAR -> value.toString();
      case VARBINARY -> "0x" + HexFormat.of().formatHex((byte[]) value);
      case DECIMAL -> ((DecimalData) value).toBigDecimal();
      case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> ((TimestampData) value).toInstant();
      default -> value;
    };
  }

  private static List<Object> list(ArrayData array, LogicalType element) {
    ArrayData.ElementGetter getter = ArrayData.createElementGetter(element);
    List<Object> plain = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      plain.add(plain(getter.getElementOrNull(array, i), element));
    }
    return plain;
  }

  private static Map<Object, Object> map(MapData map, MapType type) {
    List<Object> keys = list(map.keyArray(), type.getKeyType());
    List<Object> values = list(map.valueArray(), type.getValueType());
    Map<Object, Object> plain = new LinkedHashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      plain.put(keys.get(i), values.get(i));
    }
    return plain;
  }
}
