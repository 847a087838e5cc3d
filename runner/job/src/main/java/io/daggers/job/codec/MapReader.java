package io.daggers.job.codec;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.types.logical.MapType;
import org.jspecify.annotations.Nullable;

/**
 * Reads map fields, which are lists of entries on the wire. The last entry of a key wins; a missing
 * key or value is the default; an entry whose value is unknown to a closed enum is absent.
 */
final class MapReader implements ValueReader {

  private static final GenericMapData EMPTY = new GenericMapData(Map.of());

  private final FieldDescriptor valueField;
  private final ValueReader key;
  private final ValueReader value;
  private final Object defaultKey;
  private final int keyTag;
  private final int valueTag;

  MapReader(Descriptor entry, MapType type) {
    FieldDescriptor keyField = entry.findFieldByNumber(1);
    this.valueField = entry.findFieldByNumber(2);
    this.key = ValueReaders.of(keyField, type.getKeyType());
    this.value = ValueReaders.of(valueField, type.getValueType());
    this.defaultKey = ValueReaders.constantDefault(keyField, key);
    this.keyTag = tag(keyField);
    this.valueTag = tag(valueField);
  }

  @Override
  public Object read(WireCursor in, @Nullable Object earlier) throws UndecodableException {
    Map<Object, Object> entries = entries(earlier);
    int outer = in.enter(0);
    Object foundKey = defaultKey;
    Object found = null;
    boolean unknown = false;
    while (!in.atEnd()) {
      int tag = in.tag();
      if (tag == keyTag) {
        foundKey = key.read(in, null);
      } else if (tag == valueTag) {
        found = value.read(in, found);
        unknown = found == null;
      } else {
        in.skip(tag);
      }
    }
    in.leave(outer, 0);
    if (!unknown) {
      Object finished =
          found == null ? ValueReaders.defaultOf(valueField, value) : value.finish(found);
      entries.put(foundKey, finished);
    }
    return entries;
  }

  @Override
  public Object finish(@Nullable Object read) {
    return read == null ? EMPTY : new GenericMapData(entries(read));
  }

  @Override
  public boolean finishes() {
    return true;
  }

  private static int tag(FieldDescriptor field) {
    return field.getNumber() << 3 | field.getLiteType().getWireType();
  }

  @SuppressWarnings("unchecked") // only this class makes the map
  private static Map<Object, Object> entries(@Nullable Object earlier) {
    return earlier == null ? new LinkedHashMap<>() : (Map<Object, Object>) earlier;
  }
}
