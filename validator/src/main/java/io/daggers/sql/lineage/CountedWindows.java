package io.daggers.sql.lineage;

import io.daggers.sql.table.ResultWindows;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.calcite.rel.type.RelDataType;

/**
 * Finds the windows of a query's results, where all of its windows are alike and a column tells
 * which one a row is of. Sessions have no length, and windows of windows reach further back than
 * their own.
 */
public final class CountedWindows {

  private CountedWindows() {}

  /**
   * @param rows the type of the output: a column that may be NULL tells nothing
   */
  public static Optional<ResultWindows> find(QueryLineage lineage, RelDataType rows) {
    Set<WindowShape> shapes =
        lineage.windows().stream()
            .map(use -> WindowShape.of(use.definition()))
            .collect(Collectors.toSet());
    if (shapes.size() != 1 || lineage.windows().stream().anyMatch(WindowUse::isOfWindows)) {
      return Optional.empty();
    }
    WindowShape shape = shapes.iterator().next();
    List<RowValue> columns = lineage.output().columns();
    for (int i = 0; i < columns.size(); i++) {
      Optional<Long> beforeEnd = shape.beforeEnd(columns.get(i));
      if (beforeEnd.isPresent() && !rows.getFieldList().get(i).getType().isNullable()) {
        return shape.windows(i, beforeEnd.get());
      }
    }
    return Optional.empty();
  }
}
