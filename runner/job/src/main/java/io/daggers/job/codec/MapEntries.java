package io.daggers.job.codec;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Maps in a DynamicMessage are lists of entries, and printed as such: a key that came twice, as in
 * a Struct that came in two pieces, would stand in the JSON twice.
 */
final class MapEntries {

  private MapEntries() {}

  /** A message whose maps, at any depth, have each key once: its last entry. */
  static Message lastOfEachKey(Message message) {
    Message.Builder rest = message.toBuilder();
    for (Map.Entry<FieldDescriptor, Object> each : message.getAllFields().entrySet()) {
      FieldDescriptor field = each.getKey();
      if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
        continue;
      }
      if (field.isMapField()) {
        rest.setField(field, lastOfEachKey((List<?>) each.getValue()));
      } else if (field.isRepeated()) {
        List<?> all = (List<?>) each.getValue();
        rest.setField(field, all.stream().map(m -> lastOfEachKey((Message) m)).toList());
      } else {
        rest.setField(field, lastOfEachKey((Message) each.getValue()));
      }
    }
    return rest.build();
  }

  private static List<Message> lastOfEachKey(List<?> entries) {
    Map<Object, Message> byKey = new LinkedHashMap<>();
    for (Object each : entries) {
      Message entry = (Message) each;
      FieldDescriptor key = entry.getDescriptorForType().findFieldByNumber(1);
      byKey.put(entry.getField(key), lastOfEachKey(entry));
    }
    return List.copyOf(byKey.values());
  }
}
