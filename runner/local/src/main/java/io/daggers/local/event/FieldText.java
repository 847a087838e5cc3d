package io.daggers.local.event;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.Base64;
import java.util.Locale;
import java.util.stream.Collectors;

/** The value of a scalar field, from text. */
final class FieldText {

  private FieldText() {}

  /**
   * @throws IllegalArgumentException if the text does not fit the field, with a message that says
   *     why
   */
  static Object parse(FieldDescriptor field, String text) {
    try {
      return switch (field.getType()) {
        case STRING -> text;
        case BOOL -> bool(text);
        case INT32, SINT32, SFIXED32 -> Integer.parseInt(text);
        case UINT32, FIXED32 -> Integer.parseUnsignedInt(text);
        case INT64, SINT64, SFIXED64 -> Long.parseLong(text);
        case UINT64, FIXED64 -> Long.parseUnsignedLong(text);
        case FLOAT -> Float.parseFloat(text);
        case DOUBLE -> Double.parseDouble(text);
        case BYTES -> ByteString.copyFrom(Base64.getDecoder().decode(text));
        case ENUM -> constant(field.getEnumType(), text);
        case MESSAGE, GROUP ->
            throw new IllegalStateException(field.getFullName() + " is a message");
      };
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "'%s' is not a number of type %s"
              .formatted(text, field.getType().name().toLowerCase(Locale.ROOT)),
          e);
    }
  }

  private static boolean bool(String text) {
    return switch (text) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default ->
          throw new IllegalArgumentException("'%s' is neither true nor false".formatted(text));
    };
  }

  private static EnumValueDescriptor constant(EnumDescriptor type, String text) {
    EnumValueDescriptor value = type.findValueByName(text);
    if (value == null) {
      String names =
          type.getValues().stream()
              .map(EnumValueDescriptor::getName)
              .collect(Collectors.joining(", "));
      throw new IllegalArgumentException("'%s' is none of %s".formatted(text, names));
    }
    return value;
  }
}
