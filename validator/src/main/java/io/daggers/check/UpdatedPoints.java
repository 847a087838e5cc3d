package io.daggers.check;

import io.daggers.definition.InfluxSink;
import io.daggers.definition.Located;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.sql.PlanningSession.Planned;
import io.daggers.sql.lineage.QueryLineage;
import io.daggers.sql.lineage.RowValue;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A row that takes the place of another becomes the same point: its time and its tags are exactly
 * what the query groups by.
 */
final class UpdatedPoints implements PlanCheck {

  @Override
  public void check(CheckedQuery checked, Planned planned, Findings findings) {
    if (!planned.changes().update()) {
      return;
    }
    QueryLineage lineage = checked.lineage();
    PointColumns.of(checked, lineage)
        .ifPresent(
            point -> {
              checkIdentity(checked, planned.changes().key(), lineage, point, findings);
              checkNulls(point, findings);
            });
  }

  private static void checkIdentity(
      CheckedQuery checked,
      @Nullable List<String> key,
      QueryLineage lineage,
      PointColumns point,
      Findings findings) {
    Set<RowValue> keys = new LinkedHashSet<>();
    if (key != null) {
      key.forEach(column -> keys.add(point.value(column)));
    }
    boolean oneRow = lineage.output().keys().stream().anyMatch(k -> k.values().isEmpty());
    if ((key == null && !oneRow) || !lineage.follow(keys, point.identity())) {
      boolean known = findings.list().stream().anyMatch(d -> d.code() == Code.DG0521);
      if (!known) {
        findings.add(
            Diagnostic.error(
                Code.DG0526,
                point.sink().measurement().location(),
                "this query writes rows again with newer values, and nothing says which point a row"
                    + " belongs to",
                "select what it groups by as it is, and make all of it time and tags"));
      }
      return;
    }
    String rows =
        keys.isEmpty()
            ? "the row is"
            : "rows for the same %s are"
                .formatted(ValueNames.of(keys, lineage, checked.query().text()));
    Set<RowValue> closure = lineage.dependencies().lastingClosure(keys);
    point
        .identityColumns()
        .filter(column -> !closure.contains(point.value(column)))
        .forEach(column -> findings.add(moving(column, rows, point)));
  }

  private static Diagnostic moving(Located<String> column, String rows, PointColumns point) {
    return Diagnostic.error(
        Code.DG0526,
        column.location(),
        "'%s' changes while %s written again, and each time the old point would stay"
            .formatted(column.value(), rows),
        column.equals(point.sink().time())
            ? "take a time that is grouped by, such as FLOOR(rowtime TO HOUR); or group by a window"
            : "make it a field, or group by it");
  }

  /** A point that is written again without a field it had keeps the old value of that field. */
  private static void checkNulls(PointColumns point, Findings findings) {
    for (InfluxSink.Field field : point.sink().fields()) {
      RowValue value = point.value(field.column());
      if (field.otherwise() == null && value.type().isNullable()) {
        findings.add(
            Diagnostic.warning(
                Code.DG0525,
                field.column().location(),
                "'%s' can be NULL, and a point that is written again without it keeps the value it"
                        .formatted(field.column().value())
                    + " had",
                "write something for NULL: {%s: {column: %s, default: 0}}"
                    .formatted(field.name(), field.column().value())));
      }
    }
  }
}
