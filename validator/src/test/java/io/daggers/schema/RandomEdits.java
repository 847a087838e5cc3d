package io.daggers.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Random schemas and random edits of them, some safe and some not. */
final class RandomEdits {

  private static final List<String> TYPES =
      List.of(
          "int32", "int64", "uint32", "sint32", "fixed64", "string", "bytes", "bool", "double",
          "float", "E", "Other");
  private static final List<String> LABELS = List.of("", "", "", "optional ", "repeated ");

  private final Random random;

  RandomEdits(Random random) {
    this.random = random;
  }

  private static final class Field {
    String name;
    int number;
    String label;
    String type;

    Field(String name, int number, String label, String type) {
      this.name = name;
      this.number = number;
      this.label = label;
      this.type = type;
    }
  }

  private record Value(String name, int number) {}

  private static final class Message {
    final List<Field> fields = new ArrayList<>();
    final List<Field> oneof = new ArrayList<>();
    final List<Value> values = new ArrayList<>();
    final List<Integer> reserved = new ArrayList<>();
    boolean withSpare = true;

    Message copy() {
      Message copy = new Message();
      fields.forEach(f -> copy.fields.add(new Field(f.name, f.number, f.label, f.type)));
      oneof.forEach(f -> copy.oneof.add(new Field(f.name, f.number, f.label, f.type)));
      copy.values.addAll(values);
      copy.reserved.addAll(reserved);
      copy.withSpare = withSpare;
      return copy;
    }

    String text() {
      StringBuilder text = new StringBuilder("syntax = \"proto3\";\npackage r.v1;\nmessage M {\n");
      reserved.forEach(number -> text.append("  reserved ").append(number).append(";\n"));
      fields.forEach(field -> text.append("  ").append(line(field)));
      if (!oneof.isEmpty()) {
        text.append("  oneof choice {\n");
        oneof.forEach(field -> text.append("    ").append(line(field)));
        text.append("  }\n");
      }
      text.append("}\nmessage Other {\n  string a = 1;\n}\nenum E {\n");
      values.forEach(
          v -> text.append("  ").append(v.name).append(" = ").append(v.number).append(";\n"));
      text.append("}\n");
      return withSpare ? text + "message Spare {\n}\n" : text.toString();
    }

    private static String line(Field field) {
      return field.label + field.type + " " + field.name + " = " + field.number + ";\n";
    }
  }

  /** A schema and what a few edits make of it. */
  EvolutionCases.Case next(String name) {
    Message before = new Message();
    int fields = 2 + random.nextInt(6);
    for (int i = 1; i <= fields; i++) {
      before.fields.add(new Field("f" + i, i, pick(LABELS), pick(TYPES)));
    }
    for (int i = 0; i < random.nextInt(3); i++) {
      before.oneof.add(new Field("o" + i, 30 + i, "", pick(TYPES)));
    }
    before.values.add(new Value("ZERO", 0));
    for (int i = 1; i <= 1 + random.nextInt(3); i++) {
      before.values.add(new Value("V" + i, i));
    }
    before.reserved.add(90);
    before.reserved.add(91);
    Message after = before.copy();
    for (int i = 0; i <= random.nextInt(3); i++) {
      edit(after);
    }
    return new EvolutionCases.Case(
        name,
        Map.of("r.proto", before.text()),
        Map.of("r.proto", after.text()),
        java.util.Set.of());
  }

  private void edit(Message message) {
    int fresh = 40 + random.nextInt(40);
    boolean isFree = message.fields.stream().noneMatch(f -> f.number == fresh);
    Field some = pick(message.fields);
    switch (random.nextInt(14)) {
      case 0, 1, 2 -> {
        if (isFree) {
          message.fields.add(new Field("n" + fresh, fresh, pick(LABELS), pick(TYPES)));
        }
      }
      case 3 -> {
        if (message.values.stream().noneMatch(v -> v.number == fresh)) {
          message.values.add(new Value("W" + fresh, fresh));
        }
      }
      case 4 -> message.fields.add(0, message.fields.remove(message.fields.size() - 1));
      case 5 -> some.type = pick(TYPES);
      case 6 -> some.label = pick(LABELS);
      case 7 -> some.name = some.name + "x";
      case 8 -> {
        if (isFree) {
          some.number = fresh;
        }
      }
      case 9 -> {
        if (message.fields.size() > 1) {
          message.fields.remove(some);
        }
      }
      case 10 -> {
        if (!message.oneof.isEmpty()) {
          Field moved = message.oneof.remove(0);
          message.fields.add(moved);
        }
      }
      case 11 -> {
        if (message.values.size() > 1) {
          message.values.remove(message.values.size() - 1);
        }
      }
      case 12 -> {
        if (!message.reserved.isEmpty()) {
          message.reserved.remove(0);
        }
      }
      default -> message.withSpare = random.nextInt(3) > 0;
    }
  }

  private <T> T pick(List<T> some) {
    return some.get(random.nextInt(some.size()));
  }
}
