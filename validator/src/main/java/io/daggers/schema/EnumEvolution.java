package io.daggers.schema;

import com.google.protobuf.DescriptorProtos.EnumDescriptorProto.EnumReservedRange;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Compares an enum with what it was. Values are added; numbers and names stay. */
final class EnumEvolution {

  private final EnumDescriptor before;
  private final EnumDescriptor after;
  private final ProtoPlaces places;
  private final Consumer<BrokenRule> broken;

  EnumEvolution(
      EnumDescriptor before,
      EnumDescriptor after,
      ProtoPlaces places,
      Consumer<BrokenRule> broken) {
    this.before = before;
    this.after = after;
    this.places = places;
    this.broken = broken;
  }

  void compare() {
    Map<Integer, SortedSet<String>> now = names(after);
    names(before).forEach((number, names) -> value(number, names, now.get(number)));
    if (before.isClosed() != after.isClosed()) {
      add(
          EvolutionRule.ENUM_SAME_TYPE,
          Diagnostic.error(
              Code.DG0712,
              places.enumeration(after),
              before.isClosed()
                  ? "the enum '%s' was closed and is now open".formatted(after.getName())
                  : "the enum '%s' was open and is now closed".formatted(after.getName()),
              "an unknown number reads as absent in a closed enum and as its digits in an open one;"
                  + " keep it as it was"));
    }
    reserved();
  }

  private void value(int number, SortedSet<String> names, @Nullable SortedSet<String> now) {
    if (now == null) {
      EnumValueDescriptor moved = after.findValueByName(names.first());
      add(
          EvolutionRule.ENUM_VALUE_NO_DELETE,
          moved == null
              ? Diagnostic.error(
                  Code.DG0710,
                  places.enumeration(after),
                  "the value '%s' (%d) of %s was removed"
                      .formatted(names.first(), number, after.getName()),
                  "records in the topics hold it, and would read as '%d'; put it back"
                      .formatted(number))
              : Diagnostic.error(
                  Code.DG0710,
                  places.value(moved),
                  "'%s' of %s had the number %d and now has %d"
                      .formatted(names.first(), after.getName(), number, moved.getNumber()),
                  "records in the topics hold the number %d; give it back".formatted(number)));
      return;
    }
    if (!now.containsAll(names)) {
      TreeSet<String> lost = new TreeSet<>(names);
      lost.removeAll(now);
      EnumValueDescriptor here =
          after.getValues().stream()
              .filter(value -> value.getNumber() == number)
              .filter(value -> !names.contains(value.getName()))
              .findFirst()
              .orElseGet(() -> after.findValueByNumber(number));
      add(
          EvolutionRule.ENUM_VALUE_SAME_NAME,
          Diagnostic.error(
              Code.DG0711,
              places.value(here),
              "the value %d of %s was called %s and is now '%s'"
                  .formatted(number, after.getName(), quoted(lost), here.getName()),
              "queries compare with the name, and state holds it; put it back"));
    }
  }

  private void reserved() {
    List<ReservedNumbers.Range> old =
        before.toProto().getReservedRangeList().stream().map(EnumEvolution::range).toList();
    List<ReservedNumbers.Range> now =
        after.toProto().getReservedRangeList().stream().map(EnumEvolution::range).toList();
    for (ReservedNumbers.Range range : old) {
      if (!ReservedNumbers.cover(now, range)) {
        add(EvolutionRule.RESERVED_ENUM_NO_DELETE, released(range.toString()));
      }
    }
    for (String name : before.toProto().getReservedNameList()) {
      if (!after.toProto().getReservedNameList().contains(name)) {
        add(EvolutionRule.RESERVED_ENUM_NO_DELETE, released("'" + name + "'"));
      }
    }
  }

  private Diagnostic released(String what) {
    return Diagnostic.error(
        Code.DG0717,
        places.enumeration(after),
        "%s of %s is no longer reserved".formatted(what, after.getName()),
        "it was reserved because old records may hold it; reserve it again");
  }

  private void add(EvolutionRule rule, Diagnostic diagnostic) {
    broken.accept(new BrokenRule(rule, diagnostic));
  }

  private static ReservedNumbers.Range range(EnumReservedRange range) {
    return new ReservedNumbers.Range(range.getStart(), range.getEnd());
  }

  private static String quoted(SortedSet<String> names) {
    return "'" + String.join("' and '", names) + "'";
  }

  private static Map<Integer, SortedSet<String>> names(EnumDescriptor type) {
    Map<Integer, SortedSet<String>> names = new TreeMap<>();
    for (EnumValueDescriptor value : type.getValues()) {
      names.computeIfAbsent(value.getNumber(), n -> new TreeSet<>()).add(value.getName());
    }
    return names;
  }
}
