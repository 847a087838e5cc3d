package io.daggers.check;

import io.daggers.definition.Located;
import io.daggers.definition.Spelling;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.diagnostic.Location;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

/** Follows which output columns a sink uses, so that each turns out to be used exactly once. */
final class ColumnUse {

  private final RowType columns;
  private final Findings findings;
  private final Map<String, Location> used = new HashMap<>();

  ColumnUse(RowType columns, Findings findings) {
    this.columns = columns;
    this.findings = findings;
  }

  /** The type of a column that the sink uses here; nothing, with a finding, where it cannot. */
  Optional<LogicalType> use(Located<String> column) {
    int index = columns.getFieldIndex(column.value());
    if (index < 0) {
      findings.add(
          Diagnostic.error(
              Code.DG0501,
              column.location(),
              "the query has no output column '" + column.value() + "'",
              Spelling.suggest(column.value(), columns.getFieldNames(), "output columns")));
      Spelling.nearest(column.value(), columns.getFieldNames())
          .ifPresent(meant -> used.putIfAbsent(meant, column.location()));
      return Optional.empty();
    }
    Location first = used.putIfAbsent(column.value(), column.location());
    if (first != null) {
      findings.add(
          Diagnostic.error(
              Code.DG0506,
              column.location(),
              "the column '%s' is used twice; it is already used on line %d"
                  .formatted(column.value(), first.line()),
              "use each output column once: as time, as a tag or as a field"));
    }
    return Optional.of(columns.getTypeAt(index));
  }

  /** Reports output columns that no one used. */
  void refuseUnused(Location sink) {
    for (String column : columns.getFieldNames()) {
      if (!used.containsKey(column)) {
        findings.add(
            Diagnostic.error(
                Code.DG0502,
                sink,
                "the output column '" + column + "' is not used by the sink",
                "add it to tags or fields, or take it out of the SELECT"));
      }
    }
  }
}
