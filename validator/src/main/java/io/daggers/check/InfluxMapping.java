package io.daggers.check;

import io.daggers.definition.InfluxSink;
import io.daggers.definition.Located;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import java.util.HashSet;
import java.util.Set;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.RowType;

/** Every output column has one place in the point, and a type that InfluxDB can hold there. */
public final class InfluxMapping {

  private InfluxMapping() {}

  public static void check(InfluxSink sink, RowType columns, Findings findings) {
    ColumnUse use = new ColumnUse(columns, findings);
    use.use(sink.time()).ifPresent(type -> checkTime(sink.time(), type, findings));
    Set<String> names = new HashSet<>();
    for (InfluxSink.Tag tag : sink.tags()) {
      checkName(tag.name(), tag.column(), names, findings);
      use.use(tag.column()).ifPresent(type -> checkTag(tag.column(), type, findings));
    }
    for (InfluxSink.Field field : sink.fields()) {
      checkName(field.name(), field.column(), names, findings);
      use.use(field.column()).ifPresent(type -> checkField(field, type, findings));
    }
    use.refuseUnused(sink.measurement().location());
  }

  private static void checkName(
      String name, Located<String> column, Set<String> names, Findings findings) {
    boolean twice = !names.add(name);
    if (twice && !name.equals(column.value())) {
      findings.add(
          Diagnostic.error(
              Code.DG0506,
              column.location(),
              "'" + name + "' names two tags or fields of the point",
              "give one of them another name: {other_name: " + column.value() + "}"));
    }
    if (name.equals("time")) {
      findings.add(
          Diagnostic.error(
              Code.DG0506,
              column.location(),
              "InfluxDB keeps the name 'time' for the point's time",
              "give it another name: {event_time: " + column.value() + "}"));
    }
  }

  private static void checkTime(Located<String> column, LogicalType type, Findings findings) {
    boolean timestamp =
        type.is(LogicalTypeRoot.TIMESTAMP_WITHOUT_TIME_ZONE)
            || type.is(LogicalTypeRoot.TIMESTAMP_WITH_LOCAL_TIME_ZONE);
    if (!timestamp) {
      findings.add(
          Diagnostic.error(
              Code.DG0503,
              column.location(),
              "the column '%s' is %s and cannot be the time of a point"
                  .formatted(column.value(), SqlTypeName.of(type)),
              "use a TIMESTAMP or TIMESTAMP_LTZ column, such as window_start"));
    }
  }

  private static void checkTag(Located<String> column, LogicalType type, Findings findings) {
    boolean fits =
        type.is(LogicalTypeFamily.CHARACTER_STRING)
            || type.is(LogicalTypeFamily.INTEGER_NUMERIC)
            || type.is(LogicalTypeRoot.BOOLEAN);
    if (!fits) {
      findings.add(
          Diagnostic.error(
              Code.DG0504,
              column.location(),
              "the column '%s' is %s and cannot be a tag"
                  .formatted(column.value(), SqlTypeName.of(type)),
              "tags are text, whole numbers or booleans; make it a field, or CAST it to STRING"));
    }
  }

  private static void checkField(InfluxSink.Field field, LogicalType type, Findings findings) {
    Located<String> column = field.column();
    boolean fits =
        type.is(LogicalTypeFamily.CHARACTER_STRING)
            || type.is(LogicalTypeFamily.INTEGER_NUMERIC)
            || type.is(LogicalTypeFamily.APPROXIMATE_NUMERIC)
            || type.is(LogicalTypeRoot.BOOLEAN);
    if (!fits) {
      findings.add(
          Diagnostic.error(
              Code.DG0505,
              column.location(),
              "the column '%s' is %s and cannot be a field"
                  .formatted(column.value(), SqlTypeName.of(type)),
              type.is(LogicalTypeRoot.DECIMAL)
                  ? "InfluxDB has no decimals: CAST(... AS DOUBLE)"
                  : "fields are numbers, booleans or text; CAST it to one of them"));
      return;
    }
    Located<String> otherwise = field.otherwise();
    if (otherwise != null && !InfluxDefault.fits(otherwise.value(), type)) {
      findings.add(
          Diagnostic.error(
              Code.DG0505,
              otherwise.location(),
              "the default '%s' is not a value of %s"
                  .formatted(otherwise.value(), SqlTypeName.of(type)),
              "write a default of the column's own type"));
    }
  }
}
