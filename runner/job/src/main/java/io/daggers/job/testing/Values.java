package io.daggers.job.testing;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.util.JsonFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares and shows the values of results. */
final class Values {

  private static final double TOLERANCE = 1e-9;

  private Values() {}

  /** Whether two values are equal; numbers with a point to 1e-9, relative where they are large. */
  static boolean same(@Nullable Object left, @Nullable Object right) {
    if (left instanceof Double || left instanceof Float) {
      return right instanceof Number number
          && near(((Number) left).doubleValue(), number.doubleValue());
    }
    if (left instanceof List<?> list) {
      return right instanceof List<?> other && same(list, other);
    }
    if (left instanceof Message message) {
      return right instanceof Message other && same(message, other);
    }
    if (left instanceof EnumValueDescriptor constant) {
      return right instanceof EnumValueDescriptor other
          && constant.getNumber() == other.getNumber();
    }
    return Objects.equals(left, right);
  }

  private static boolean near(double left, double right) {
    double scale = Math.max(1, Math.max(Math.abs(left), Math.abs(right)));
    return Double.compare(left, right) == 0 || Math.abs(left - right) <= TOLERANCE * scale;
  }

  private static boolean same(List<?> left, List<?> right) {
    if (left.size() != right.size()) {
      return false;
    }
    if (!left.isEmpty() && isMapEntry(left.get(0))) {
      return sameEntries(left, right);
    }
    for (int i = 0; i < left.size(); i++) {
      if (!same(left.get(i), right.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isMapEntry(@Nullable Object value) {
    return value instanceof Message message
        && message.getDescriptorForType().getOptions().getMapEntry();
  }

  /** Entries of a map have no order. */
  private static boolean sameEntries(List<?> left, List<?> right) {
    List<Object> open = new java.util.ArrayList<>(right);
    for (Object entry : left) {
      int match = -1;
      for (int i = 0; i < open.size() && match < 0; i++) {
        match = same(entry, open.get(i)) ? i : -1;
      }
      if (match < 0) {
        return false;
      }
      open.remove(match);
    }
    return true;
  }

  /** By field numbers: the two may have been compiled apart from each other. */
  private static boolean same(Message left, Message right) {
    Descriptor other = right.getDescriptorForType();
    return left.getDescriptorForType().getFields().stream()
        .allMatch(field -> same(left, field, right, other.findFieldByNumber(field.getNumber())));
  }

  private static boolean same(
      Message left, FieldDescriptor leftField, Message right, FieldDescriptor rightField) {
    boolean bothOrNone =
        !leftField.hasPresence() || left.hasField(leftField) == right.hasField(rightField);
    return bothOrNone && same(left.getField(leftField), right.getField(rightField));
  }

  /** A value as a test would write it. */
  static String show(@Nullable Object value) {
    if (value == null) {
      return "NULL";
    }
    if (value instanceof List<?> list) {
      boolean map = !list.isEmpty() && isMapEntry(list.get(0));
      return list.stream()
          .map(item -> map ? entry((Message) item) : show(item))
          .collect(Collectors.joining(", ", map ? "{" : "[", map ? "}" : "]"));
    }
    if (value instanceof EnumValueDescriptor constant) {
      return constant.getName();
    }
    if (value instanceof ByteString bytes) {
      return java.util.Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
    if (value instanceof Message message) {
      return json(message);
    }
    String text = value.toString();
    return text.isEmpty() ? "''" : text;
  }

  private static String entry(Message entry) {
    var type = entry.getDescriptorForType();
    return show(entry.getField(type.findFieldByNumber(1)))
        + ": "
        + show(entry.getField(type.findFieldByNumber(2)));
  }

  private static String json(MessageOrBuilder message) {
    try {
      String json =
          JsonFormat.printer()
              .omittingInsignificantWhitespace()
              .preservingProtoFieldNames()
              .print(message);
      boolean text = json.startsWith("\"") && json.endsWith("\"");
      return text ? json.substring(1, json.length() - 1) : json;
    } catch (InvalidProtocolBufferException e) {
      return message.toString();
    }
  }
}
