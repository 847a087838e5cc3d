package io.daggers.check;

import io.daggers.definition.InfluxSink;
import io.daggers.definition.Located;
import io.daggers.sql.lineage.QueryLineage;
import io.daggers.sql.lineage.RowValue;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the parts of a point hold.
 *
 * @param columns the query's output columns, whose values the lineage has in the same order
 */
record PointColumns(InfluxSink sink, List<String> columns, List<RowValue> values) {

  /** Nothing where results go elsewhere, or where the query lacks a column that the point needs. */
  static Optional<PointColumns> of(CheckedQuery checked, QueryLineage lineage) {
    if (!(checked.dagger().sink() instanceof InfluxSink sink)) {
      return Optional.empty();
    }
    PointColumns point =
        new PointColumns(
            sink, checked.query().columns().getFieldNames(), lineage.output().columns());
    Stream<Located<String>> fields = sink.fields().stream().map(InfluxSink.Field::column);
    boolean whole =
        Stream.concat(point.identityColumns(), fields)
            .allMatch(column -> point.columns().contains(column.value()));
    return whole ? Optional.of(point) : Optional.empty();
  }

  RowValue value(Located<String> column) {
    return value(column.value());
  }

  RowValue value(String column) {
    return values.get(columns.indexOf(column));
  }

  /** The values that tell points apart: time and tags. */
  Set<RowValue> identity() {
    Set<RowValue> identity = new LinkedHashSet<>();
    identityColumns().forEach(column -> identity.add(value(column)));
    return identity;
  }

  Stream<Located<String>> identityColumns() {
    return Stream.concat(Stream.of(sink.time()), sink.tags().stream().map(InfluxSink.Tag::column));
  }

  /** The time or tag that is worked out from a value. */
  Optional<Located<String>> derivedFrom(RowValue value) {
    return identityColumns()
        .filter(column -> value(column).origins().anyMatch(value::equals))
        .findFirst();
  }

  /** The field that holds a value. */
  Optional<Located<String>> field(RowValue value) {
    return sink.fields().stream()
        .map(InfluxSink.Field::column)
        .filter(column -> value(column).equals(value))
        .findFirst();
  }
}
