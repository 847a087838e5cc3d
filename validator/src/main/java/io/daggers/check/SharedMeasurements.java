package io.daggers.check;

import io.daggers.definition.DaggerName;
import io.daggers.definition.InfluxSink;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Location;
import io.daggers.sql.QueryPlan;
import io.daggers.sql.table.SinkTable.InfluxTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * Daggers that write the same measurement agree on what is a tag, what a field, and of which type;
 * and they do not write the same points.
 */
public final class SharedMeasurements {

  private SharedMeasurements() {}

  /**
   * A dagger's use of a measurement.
   *
   * @param columns the query's output columns
   */
  public record Use(
      DaggerName dagger, InfluxSink written, InfluxTable table, List<QueryPlan.Column> columns) {

    private String typeOf(InfluxSink.Field field) {
      String type =
          columns.stream()
              .filter(column -> column.name().equals(field.column().value()))
              .map(QueryPlan.Column::type)
              .findFirst()
              .orElse("");
      return switch (type) {
        case "TINYINT", "SMALLINT", "INTEGER", "BIGINT" -> "a whole number";
        case "FLOAT", "DOUBLE" -> "a number with decimals";
        case "BOOLEAN" -> "a boolean";
        default -> "text";
      };
    }

    private Set<String> tags() {
      return written.tags().stream().map(InfluxSink.Tag::name).collect(Collectors.toSet());
    }
  }

  /**
   * @param uses of all measurements, by daggers that have no errors of their own
   * @param findings takes each finding with the dagger it is about
   */
  public static void check(Collection<Use> uses, BiConsumer<DaggerName, Diagnostic> findings) {
    Map<List<String>, List<Use>> shared =
        new TreeMap<>(java.util.Comparator.comparing(List::toString));
    for (Use use : uses) {
      InfluxTable table = use.table();
      List<String> place = List.of(table.server(), table.database(), table.measurement());
      shared.computeIfAbsent(place, p -> new ArrayList<>()).add(use);
    }
    for (List<Use> together : shared.values()) {
      for (Use use : together) {
        Map<Location, Boolean> told = new HashMap<>();
        for (Use other : together) {
          if (!use.dagger().equals(other.dagger())) {
            new Pair(use, other, told, findings).check();
          }
        }
      }
    }
  }

  /** What one dagger gets to hear about another; each place of it is told about once. */
  private record Pair(
      Use use,
      Use other,
      Map<Location, Boolean> told,
      BiConsumer<DaggerName, Diagnostic> findings) {

    void check() {
      use.written().fields().forEach(this::checkField);
      Set<String> fieldsOfOther =
          other.written().fields().stream().map(InfluxSink.Field::name).collect(Collectors.toSet());
      for (InfluxSink.Tag tag : use.written().tags()) {
        if (fieldsOfOther.contains(tag.name())) {
          tell(
              Diagnostic.error(
                  Code.DG0523,
                  tag.column().location(),
                  "'%s' is a tag here and a field in %s, which writes the same measurement"
                      .formatted(tag.name(), other.dagger()),
                  "make it the same in both, or write to another measurement"));
        }
      }
      if (use.tags().equals(other.tags())) {
        tell(
            Diagnostic.warning(
                Code.DG0527,
                use.written().measurement().location(),
                "%s writes the measurement '%s' with the same tags; a point of the same time and"
                        .formatted(other.dagger(), use.table().measurement())
                    + " tags is one point, with the fields of both",
                "write to another measurement, or add a tag that tells the two apart"));
      }
    }

    private void checkField(InfluxSink.Field field) {
      if (other.tags().contains(field.name())) {
        tell(
            Diagnostic.error(
                Code.DG0523,
                field.column().location(),
                "'%s' is a field here and a tag in %s, which writes the same measurement"
                    .formatted(field.name(), other.dagger()),
                "make it the same in both, or write to another measurement"));
      }
      for (InfluxSink.Field theirs : other.written().fields()) {
        String type = use.typeOf(field);
        if (theirs.name().equals(field.name()) && !other.typeOf(theirs).equals(type)) {
          tell(
              Diagnostic.error(
                  Code.DG0523,
                  field.column().location(),
                  "the field '%s' is %s here and %s in %s, which writes the same measurement"
                      .formatted(field.name(), type, other.typeOf(theirs), other.dagger()),
                  "InfluxDB refuses whichever comes second: CAST one to the type of the other, or"
                      + " give it another name"));
        }
      }
    }

    private void tell(Diagnostic diagnostic) {
      if (told.put(diagnostic.location(), true) == null) {
        findings.accept(use.dagger(), diagnostic);
      }
    }
  }
}
