package io.daggers.schema;

import com.google.protobuf.DescriptorProtos.DescriptorProto.ReservedRange;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Compares a message with what it was. Fields are added; numbers, names and types stay. */
final class MessageEvolution {

  private final Descriptor before;
  private final Descriptor after;
  private final ProtoPlaces places;
  private final Consumer<BrokenRule> broken;

  MessageEvolution(
      Descriptor before, Descriptor after, ProtoPlaces places, Consumer<BrokenRule> broken) {
    this.before = before;
    this.after = after;
    this.places = places;
    this.broken = broken;
  }

  void compare() {
    if (before.getOptions().getMapEntry() || after.getOptions().getMapEntry()) {
      // A map's key and value are compared as the type of the field that is the map.
      return;
    }
    for (FieldDescriptor old : before.getFields()) {
      FieldDescriptor now = after.findFieldByNumber(old.getNumber());
      if (now == null) {
        absent(old);
      } else if (!isMoved(now) || now.getName().equals(old.getName())) {
        new FieldEvolution(old, now, places, broken).compare();
      } else {
        absent(old);
      }
    }
    required();
    oneofs();
    reserved();
  }

  /** Whether the name stands for another number than it did. */
  private boolean isMoved(FieldDescriptor now) {
    FieldDescriptor old = before.findFieldByName(now.getName());
    return old != null && old.getNumber() != now.getNumber();
  }

  /** A number that no field has any more, or only one that had another. */
  private void absent(FieldDescriptor old) {
    FieldDescriptor moved = after.findFieldByName(old.getName());
    boolean numberIsTaken = after.findFieldByNumber(old.getNumber()) != null;
    add(
        numberIsTaken ? EvolutionRule.FIELD_SAME_NAME : EvolutionRule.FIELD_NO_DELETE,
        moved == null
            ? Diagnostic.error(
                Code.DG0705,
                places.message(after),
                "the field '%s' (%d) of %s was removed"
                    .formatted(old.getName(), old.getNumber(), after.getName()),
                "what reads it would break, and records hold it; put it back: %s"
                    .formatted(FieldEvolution.line(old)))
            : Diagnostic.error(
                Code.DG0719,
                places.field(moved, FieldDescriptorProto.NUMBER_FIELD_NUMBER),
                "the field '%s' of %s had the number %d and now has %d"
                    .formatted(old.getName(), after.getName(), old.getNumber(), moved.getNumber()),
                "the number is what records hold; give it back %d, and new fields new numbers"
                    .formatted(old.getNumber())));
  }

  private void required() {
    for (FieldDescriptor old : before.getFields()) {
      FieldDescriptor now = after.findFieldByNumber(old.getNumber());
      if (old.isRequired() && (now == null || !now.isRequired())) {
        add(
            EvolutionRule.MESSAGE_SAME_REQUIRED_FIELDS,
            Diagnostic.error(
                Code.DG0708,
                now == null
                    ? places.message(after)
                    : places.field(now, FieldDescriptorProto.LABEL_FIELD_NUMBER),
                "the field '%s' (%d) of %s was required and is not any more"
                    .formatted(old.getName(), old.getNumber(), after.getName()),
                "who reads with the old schema refuses records without it; keep it required"));
      }
    }
    for (FieldDescriptor now : after.getFields()) {
      FieldDescriptor old = before.findFieldByNumber(now.getNumber());
      if (now.isRequired() && (old == null || !old.isRequired())) {
        add(
            EvolutionRule.MESSAGE_SAME_REQUIRED_FIELDS,
            Diagnostic.error(
                Code.DG0708,
                places.field(now, FieldDescriptorProto.LABEL_FIELD_NUMBER),
                "the field '%s' (%d) of %s is now required"
                    .formatted(now.getName(), now.getNumber(), after.getName()),
                "records without it, which the topics hold, could not be read any more; make it"
                    + " optional"));
      }
    }
  }

  private void oneofs() {
    Set<String> now =
        after.getOneofs().stream().map(OneofDescriptor::getName).collect(Collectors.toSet());
    for (OneofDescriptor old : before.getRealOneofs()) {
      if (!now.contains(old.getName())) {
        add(
            EvolutionRule.ONEOF_NO_DELETE,
            Diagnostic.error(
                Code.DG0715,
                places.message(after),
                "the oneof '%s' of %s was removed".formatted(old.getName(), after.getName()),
                "its fields could then be set together, or not be told apart from unset; put it"
                    + " back"));
      }
    }
  }

  private void reserved() {
    List<ReservedNumbers.Range> now =
        after.toProto().getReservedRangeList().stream().map(MessageEvolution::range).toList();
    for (ReservedRange old : before.toProto().getReservedRangeList()) {
      ReservedNumbers.Range range = range(old);
      if (!ReservedNumbers.cover(now, range)) {
        add(EvolutionRule.RESERVED_MESSAGE_NO_DELETE, released(range.toString()));
      }
    }
    for (String name : before.toProto().getReservedNameList()) {
      if (!after.toProto().getReservedNameList().contains(name)) {
        add(EvolutionRule.RESERVED_MESSAGE_NO_DELETE, released("'" + name + "'"));
      }
    }
  }

  private Diagnostic released(String what) {
    return Diagnostic.error(
        Code.DG0716,
        places.message(after),
        "%s of %s is no longer reserved".formatted(what, after.getName()),
        "it was reserved because old records may hold it; reserve it again");
  }

  private void add(EvolutionRule rule, Diagnostic diagnostic) {
    broken.accept(new BrokenRule(rule, diagnostic));
  }

  private static ReservedNumbers.Range range(ReservedRange range) {
    return new ReservedNumbers.Range(range.getStart(), range.getEnd() - 1);
  }
}
