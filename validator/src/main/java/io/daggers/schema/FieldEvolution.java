package io.daggers.schema;

import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Compares a field with what had its number before. */
final class FieldEvolution {

  private static final String ADD_ANOTHER =
      "; put it back, and add a new field with a new name and number";

  private final FieldDescriptor before;
  private final FieldDescriptor after;
  private final ProtoPlaces places;
  private final Consumer<BrokenRule> broken;

  FieldEvolution(
      FieldDescriptor before,
      FieldDescriptor after,
      ProtoPlaces places,
      Consumer<BrokenRule> broken) {
    this.before = before;
    this.after = after;
    this.places = places;
    this.broken = broken;
  }

  void compare() {
    name();
    type();
    cardinality();
    oneof();
    initial();
  }

  private void name() {
    if (!before.getName().equals(after.getName())) {
      add(
          EvolutionRule.FIELD_SAME_NAME,
          Code.DG0706,
          FieldDescriptorProto.NAME_FIELD_NUMBER,
          "the field %d of %s was called '%s' and is now '%s'"
              .formatted(
                  after.getNumber(),
                  after.getContainingType().getName(),
                  before.getName(),
                  after.getName()),
          "queries name it; put the name back, or add a new field with a new number");
    } else if (!before.getJsonName().equals(after.getJsonName())) {
      add(
          EvolutionRule.FIELD_SAME_JSON_NAME,
          Code.DG0707,
          FieldDescriptorProto.JSON_NAME_FIELD_NUMBER,
          "%s was '%s' in JSON and is now '%s'"
              .formatted(subject(), before.getJsonName(), after.getJsonName()),
          "who reads it as JSON would miss it; put the JSON name back");
    }
  }

  private void type() {
    String old = type(before);
    String now = type(after);
    if (!old.equals(now)) {
      broken.accept(
          new BrokenRule(
              EvolutionRule.FIELD_SAME_TYPE,
              Diagnostic.error(
                  Code.DG0701,
                  places.field(
                      after,
                      FieldDescriptorProto.TYPE_FIELD_NUMBER,
                      FieldDescriptorProto.TYPE_NAME_FIELD_NUMBER),
                  "%s was of type %s and is now %s".formatted(subject(), old, now),
                  "records in the topics and state hold the old type" + ADD_ANOTHER)));
    }
  }

  private void cardinality() {
    String old = cardinality(before);
    String now = cardinality(after);
    if (!old.equals(now)) {
      add(
          EvolutionRule.FIELD_SAME_CARDINALITY,
          Code.DG0702,
          FieldDescriptorProto.LABEL_FIELD_NUMBER,
          "%s was %s and is now %s".formatted(subject(), old, now),
          "what an absent value means, or the column's type, would change" + ADD_ANOTHER);
    }
  }

  private void oneof() {
    String old = oneof(before);
    String now = oneof(after);
    if (!Objects.equals(old, now)) {
      add(
          EvolutionRule.FIELD_SAME_ONEOF,
          Code.DG0703,
          FieldDescriptorProto.NAME_FIELD_NUMBER,
          old == null
              ? "%s was in no oneof and is now in '%s'".formatted(subject(), now)
              : now == null
                  ? "%s was in the oneof '%s' and is now in none".formatted(subject(), old)
                  : "%s was in the oneof '%s' and is now in '%s'".formatted(subject(), old, now),
          "of a oneof only the last field that was set is kept, so that records would read"
              + " otherwise"
              + ADD_ANOTHER);
    }
  }

  private void initial() {
    if (!canHaveDefault(before) || !canHaveDefault(after) || before.getType() != after.getType()) {
      return;
    }
    Object old = initial(before);
    Object now = initial(after);
    if (!old.equals(now)) {
      add(
          EvolutionRule.FIELD_SAME_DEFAULT,
          Code.DG0704,
          FieldDescriptorProto.DEFAULT_VALUE_FIELD_NUMBER,
          "%s had the default %s and now has %s".formatted(subject(), shown(old), shown(now)),
          "records without it would read otherwise; put the default back");
    }
  }

  private String subject() {
    return "the field '%s' of %s".formatted(after.getName(), after.getContainingType().getName());
  }

  private void add(EvolutionRule rule, Code code, int part, String message, String help) {
    broken.accept(
        new BrokenRule(rule, Diagnostic.error(code, places.field(after, part), message, help)));
  }

  /** A field as its .proto file would say it. */
  static String line(FieldDescriptor field) {
    String label =
        field.isMapField()
            ? ""
            : field.isRepeated()
                ? "repeated "
                : field.isRequired()
                    ? "required "
                    : field.toProto().getProto3Optional() ? "optional " : "";
    return "%s%s %s = %d;".formatted(label, type(field), field.getName(), field.getNumber());
  }

  private static String type(FieldDescriptor field) {
    if (field.isMapField()) {
      return "map<%s, %s>"
          .formatted(
              type(field.getMessageType().findFieldByNumber(1)),
              type(field.getMessageType().findFieldByNumber(2)));
    }
    return switch (field.getType()) {
      case MESSAGE -> field.getMessageType().getFullName();
      case GROUP -> "group " + field.getMessageType().getFullName();
      case ENUM -> field.getEnumType().getFullName();
      default -> field.getType().name().toLowerCase(Locale.ROOT);
    };
  }

  private static String cardinality(FieldDescriptor field) {
    if (field.isMapField()) {
      return "a map";
    }
    if (field.isRepeated()) {
      return "repeated";
    }
    if (field.isRequired()) {
      return "required";
    }
    return field.hasPresence() ? "optional" : "never absent";
  }

  private static @Nullable String oneof(FieldDescriptor field) {
    OneofDescriptor oneof = field.getRealContainingOneof();
    return oneof == null ? null : oneof.getName();
  }

  private static boolean canHaveDefault(FieldDescriptor field) {
    return !field.isRepeated() && field.getJavaType() != FieldDescriptor.JavaType.MESSAGE;
  }

  private static Object initial(FieldDescriptor field) {
    Object value = field.getDefaultValue();
    return value instanceof EnumValueDescriptor named ? named.getNumber() : value;
  }

  private static String shown(Object value) {
    return value instanceof String text ? "\"" + text + "\"" : String.valueOf(value);
  }
}
