package io.daggers.job.codec;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.types.logical.MapType;

/** Writes maps as entries in the order of their keys. */
final class MapWriter implements ValueWriter {

  private final Descriptor entry;
  private final FieldDescriptor keyField;
  private final FieldDescriptor valueField;
  private final ValueWriter key;
  private final ValueWriter value;
  private final ArrayData.ElementGetter keyGetter;
  private final ArrayData.ElementGetter valueGetter;
  private final String column;

  MapWriter(Descriptor entry, MapType type, String column) {
    this.entry = entry;
    this.keyField = entry.findFieldByNumber(1);
    this.valueField = entry.findFieldByNumber(2);
    this.key = ValueWriters.one(keyField, type.getKeyType(), column);
    this.value = ValueWriters.one(valueField, type.getValueType(), column);
    this.keyGetter = ArrayData.createElementGetter(type.getKeyType());
    this.valueGetter = ArrayData.createElementGetter(type.getValueType());
    this.column = column;
  }

  @Override
  public Object write(Object map) throws UnwritableException {
    ArrayData keys = ((MapData) map).keyArray();
    ArrayData values = ((MapData) map).valueArray();
    SortedMap<Object, DynamicMessage> entries = new TreeMap<>();
    for (int i = 0; i < keys.size(); i++) {
      Object writtenKey = ValueWriters.notNull(key, keyGetter.getElementOrNull(keys, i), column);
      Object written = ValueWriters.notNull(value, valueGetter.getElementOrNull(values, i), column);
      entries.put(
          writtenKey,
          DynamicMessage.newBuilder(entry)
              .setField(keyField, writtenKey)
              .setField(valueField, written)
              .build());
    }
    return List.copyOf(entries.values());
  }
}
