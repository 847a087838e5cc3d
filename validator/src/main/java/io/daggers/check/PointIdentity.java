package io.daggers.check;

import io.daggers.definition.InfluxSink;
import io.daggers.definition.Located;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.diagnostic.Location;
import io.daggers.sql.AnalysedQuery;
import io.daggers.sql.lineage.QueryLineage;
import io.daggers.sql.lineage.RowValue;
import io.daggers.sql.lineage.UniqueKey;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlWith;

/**
 * Rows do not overwrite each other in InfluxDB, where a point is known by its time and its tags:
 * whatever tells two rows apart must be among them.
 */
final class PointIdentity implements QueryCheck {

  @Override
  public void check(CheckedQuery checked, Findings findings) {
    QueryLineage lineage = checked.lineage();
    PointColumns.of(checked, lineage)
        .ifPresent(point -> check(checked.query(), lineage, point, findings));
  }

  private static void check(
      AnalysedQuery query, QueryLineage lineage, PointColumns point, Findings findings) {
    Set<RowValue> identity = point.identity();
    Optional<UniqueKey> nearest = lineage.nearestKey(identity);
    if (nearest.isEmpty() || (!nearest.get().ofGroups() && !holds(lineage, nearest, identity))) {
      findings.add(unknown(point.sink()));
      return;
    }
    List<RowValue> missing = missing(nearest.get(), identity, lineage);
    if (missing.isEmpty()) {
      return;
    }
    Set<RowValue> hinted = identity.stream().flatMap(RowValue::origins).collect(Collectors.toSet());
    List<RowValue> absent = missing.stream().filter(value -> !hinted.contains(value)).toList();
    findings.add(
        absent.isEmpty()
            ? perhaps(missing, lineage, query, point)
            : overwritten(absent, nearest.get(), lineage, query, point));
  }

  /** What the identity lacks; not what would follow once the rest is there. */
  private static List<RowValue> missing(
      UniqueKey key, Set<RowValue> identity, QueryLineage lineage) {
    Set<RowValue> closure = lineage.dependencies().closure(identity);
    Set<RowValue> missing = new LinkedHashSet<>(key.values());
    missing.removeAll(closure);
    for (RowValue value : key.values()) {
      Set<RowValue> others = new LinkedHashSet<>(identity);
      others.addAll(missing);
      others.remove(value);
      if (lineage.dependencies().closure(others).contains(value)) {
        missing.remove(value);
      }
    }
    return List.copyOf(missing);
  }

  private static boolean holds(
      QueryLineage lineage, Optional<UniqueKey> key, Set<RowValue> identity) {
    return key.isPresent() && lineage.follow(key.get().values(), identity);
  }

  private static Diagnostic unknown(InfluxSink sink) {
    String tags =
        sink.tags().isEmpty()
            ? "the same " + sink.time().value()
            : "the same %s and tags".formatted(sink.time().value());
    return Diagnostic.warning(
        Code.DG0522,
        sink.measurement().location(),
        "two rows with %s would be one point, and the later one would win".formatted(tags),
        "nothing in the query keeps its rows apart; group by a window, or add a tag that does");
  }

  /** A tag is worked out from the key, and may be the same for different keys. */
  private static Diagnostic perhaps(
      List<RowValue> missing, QueryLineage lineage, AnalysedQuery query, PointColumns point) {
    RowValue first = missing.get(0);
    Located<String> column = point.derivedFrom(first).orElse(point.sink().time());
    String name = ValueNames.of(first, lineage, query.text());
    return Diagnostic.warning(
        Code.DG0522,
        column.location(),
        "rows for different %s may overwrite each other: '%s' can be the same for several of them"
            .formatted(name, column.value()),
        "group by what '%s' is, instead of by %s".formatted(column.value(), name));
  }

  private static Diagnostic overwritten(
      List<RowValue> absent,
      UniqueKey key,
      QueryLineage lineage,
      AnalysedQuery query,
      PointColumns point) {
    InfluxSink sink = point.sink();
    String tags =
        sink.tags().isEmpty()
            ? "no tags"
            : "tags: "
                + sink.tags().stream().map(InfluxSink.Tag::name).collect(Collectors.joining(", "));
    String message =
        "rows for different %s would overwrite each other (grouped by %s; %s)"
            .formatted(
                ValueNames.of(absent, lineage, query.text()),
                ValueNames.of(withoutDoubles(key, lineage), lineage, query.text()),
                tags);
    RowValue first = absent.get(0);
    Optional<Located<String>> missing = missingSide(first, lineage, point);
    if (missing.isPresent()) {
      return Diagnostic.error(
          Code.DG0521,
          missing.get().location(),
          "rows for different %s would overwrite each other where the join finds no match: '%s' is NULL there"
              .formatted(ValueNames.of(first, lineage, query.text()), missing.get().value()),
          "take it from the side of the join that is always there");
    }
    Optional<Located<String>> field = point.field(first);
    if (first.kind() == RowValue.Kind.WINDOW_END || first.kind() == RowValue.Kind.WINDOW_START) {
      String bound = first.kind() == RowValue.Kind.WINDOW_END ? "window_end" : "window_start";
      return Diagnostic.error(
          Code.DG0521,
          sink.time().location(),
          message,
          "select %s and make it the time of the point".formatted(bound));
    }
    Optional<SqlNode> union = union(query.validated());
    if (union.isPresent()) {
      return Diagnostic.error(
          Code.DG0521,
          query.text().at(union.get()),
          message,
          "write UNION ALL: UNION keeps rows apart by all their columns, so all would have to be tags");
    }
    if (field.isPresent()) {
      return Diagnostic.error(
          Code.DG0521,
          field.get().location(),
          message,
          "make '%s' a tag; a field does not tell points apart".formatted(field.get().value()));
    }
    SqlNode item = lineage.groupItems().get(first);
    Location at = item == null ? sink.measurement().location() : query.text().at(item);
    return Diagnostic.error(
        Code.DG0521,
        at,
        message,
        "add it to the SELECT and to tags, or take it out of the grouping");
  }

  /** The UNION, other than UNION ALL, that a query is. */
  private static Optional<SqlNode> union(SqlNode query) {
    return switch (query.getKind()) {
      case WITH -> union(((SqlWith) query).body);
      case ORDER_BY -> union(((SqlOrderBy) query).query);
      case UNION ->
          query instanceof SqlCall call && call.getOperator().getName().equals("UNION")
              ? Optional.of(query)
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  /** The time or tag that only has a value where a join finds a match. */
  private static Optional<Located<String>> missingSide(
      RowValue value, QueryLineage lineage, PointColumns point) {
    return point
        .identityColumns()
        .filter(column -> value.equals(lineage.optional().get(point.value(column))))
        .findFirst();
  }

  /** The key without what its other values tell, so that a window is named once. */
  private static List<RowValue> withoutDoubles(UniqueKey key, QueryLineage lineage) {
    Set<RowValue> left = new LinkedHashSet<>(key.values());
    for (RowValue value : key.values()) {
      Set<RowValue> others = new LinkedHashSet<>(left);
      others.remove(value);
      boolean bound =
          value.kind() == RowValue.Kind.WINDOW_END || value.kind() == RowValue.Kind.WINDOW_TIME;
      if (bound && lineage.dependencies().closure(others).contains(value)) {
        left.remove(value);
      }
    }
    return List.copyOf(left);
  }
}
