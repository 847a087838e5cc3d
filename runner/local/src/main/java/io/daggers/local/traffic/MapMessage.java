package io.daggers.local.traffic;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import io.daggers.local.event.ProtoTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Messages from values by field. What the schema has no field for, or no such enum value, is left
 * out.
 */
final class MapMessage {

  private MapMessage() {}

  static DynamicMessage.Builder of(Descriptor type, Map<?, ?> values) {
    DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
    for (FieldDescriptor field : type.getFields()) {
      Object value = values.get(field.getName());
      if (value instanceof List<?> items && field.isRepeated()) {
        items.forEach(item -> message.addRepeatedField(field, convert(field, item)));
      } else if (value != null && !field.isRepeated()) {
        Object converted = convert(field, value);
        if (converted != null) {
          message.setField(field, converted);
        }
      }
    }
    return message;
  }

  private static @Nullable Object convert(FieldDescriptor field, Object value) {
    return switch (field.getJavaType()) {
      case STRING -> value.toString();
      case BOOLEAN -> value;
      case INT -> ((Number) value).intValue();
      case LONG -> ((Number) value).longValue();
      case FLOAT -> ((Number) value).floatValue();
      case DOUBLE -> ((Number) value).doubleValue();
      case BYTE_STRING -> ByteString.copyFromUtf8(value.toString());
      case ENUM -> field.getEnumType().findValueByName(value.toString());
      case MESSAGE ->
          value instanceof Instant instant
              ? ProtoTime.of(field.getMessageType(), instant)
              : of(field.getMessageType(), (Map<?, ?>) value).build();
    };
  }
}
