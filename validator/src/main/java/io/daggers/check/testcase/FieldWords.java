package io.daggers.check.testcase;

import com.google.protobuf.Descriptors.FieldDescriptor;
import io.daggers.sql.MessageForm;
import java.util.Locale;

/** What one value of a field looks like in a test. */
final class FieldWords {

  private FieldWords() {}

  static String of(FieldDescriptor field) {
    return switch (field.getJavaType()) {
      case INT, LONG ->
          "a whole number (%s)"
              .formatted(
                  field.getType().toProto().name().replace("TYPE_", "").toLowerCase(Locale.ROOT));
      case FLOAT, DOUBLE -> "a number";
      case BOOLEAN -> "true or false";
      case STRING -> "a text";
      case BYTE_STRING -> "bytes as base64 text";
      case ENUM -> "a value of " + field.getEnumType().getFullName();
      case MESSAGE ->
          switch (MessageForm.of(field.getMessageType())) {
            case TIMESTAMP -> "a time such as \"2026-01-31T00:00:00Z\"";
            case DURATION -> "a duration such as \"1.5s\"";
            case WRAPPER -> of(field.getMessageType().findFieldByNumber(1));
            case FIELD_MASK -> "names of fields such as \"a,b\"";
            case JSON -> "the JSON of a " + field.getMessageType().getFullName();
            case PRESENCE, ROW -> "a mapping of its fields";
          };
    };
  }
}
