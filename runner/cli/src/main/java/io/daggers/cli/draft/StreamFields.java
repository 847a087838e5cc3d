package io.daggers.cli.draft;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import io.daggers.definition.Located;
import io.daggers.topology.EventTime;
import io.daggers.topology.Stream;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Which fields of a stream make a sensible first query. */
final class StreamFields {

  private final Stream stream;
  private final Descriptor message;

  StreamFields(Stream stream, Descriptor message) {
    this.stream = stream;
    this.message = message;
  }

  /** Whether it has a column of a name that a window adds, so that both cannot be seen at once. */
  boolean hidesTheWindow() {
    return message.getFields().stream()
        .anyMatch(field -> field.getName().matches("window_(start|end|time)"));
  }

  Descriptor message() {
    return message;
  }

  EventTime eventTime() {
    return stream.eventTime().value();
  }

  /** What results are grouped by: an enum has few values, a text that is no key may have. */
  Optional<FieldDescriptor> group() {
    return ordinary()
        .filter(field -> field.getJavaType() == JavaType.ENUM)
        .findFirst()
        .or(
            () ->
                ordinary()
                    .filter(field -> field.getJavaType() == JavaType.STRING && !isKey(field))
                    .filter(field -> !field.getName().endsWith("id"))
                    .findFirst());
  }

  /** The field that is counted for its different values. */
  Optional<FieldDescriptor> key() {
    return ordinary().filter(this::isKey).findFirst();
  }

  /** A number to add up, as the fields on the way to it: at the top or one message deep. */
  Optional<List<FieldDescriptor>> number() {
    Optional<List<FieldDescriptor>> top =
        ordinary().filter(StreamFields::isNumber).findFirst().map(List::of);
    return top.or(
        () ->
            ordinary()
                .filter(field -> field.getJavaType() == JavaType.MESSAGE)
                .filter(field -> !field.getMessageType().getFullName().startsWith("google."))
                .flatMap(
                    outer ->
                        outer.getMessageType().getFields().stream()
                            .filter(inner -> !inner.isRepeated() && isNumber(inner))
                            .filter(inner -> !inner.getName().endsWith("tude"))
                            .map(inner -> List.of(outer, inner)))
                .min(Comparator.comparing(path -> path.get(1).getJavaType() != JavaType.DOUBLE)));
  }

  private java.util.stream.Stream<FieldDescriptor> ordinary() {
    return message.getFields().stream()
        .filter(field -> !field.isRepeated() && !field.getName().equals(eventTime().field()))
        .sorted(Comparator.comparingInt(FieldDescriptor::getNumber));
  }

  private boolean isKey(FieldDescriptor field) {
    Located<String> key = stream.key();
    return key != null && key.value().equals(field.getName());
  }

  private static boolean isNumber(FieldDescriptor field) {
    return switch (field.getJavaType()) {
      case DOUBLE, FLOAT -> true;
      case INT, LONG ->
          switch (field.getType()) {
            case UINT64, FIXED64 -> false;
            default -> true;
          };
      default -> false;
    };
  }
}
