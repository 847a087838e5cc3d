package io.daggers.sql.lineage;

import io.daggers.sql.table.ResultWindows;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.calcite.rel.type.RelDataType;

/**
 * Finds the windows of a query's results, where all of its windows are alike and a column tells
 * which one a row is of. Sessions have no length, and windows of windows reach further back than
 * their own.
 */
public final class CountedWindows {

  private static final Pattern INTERVAL = Pattern.compile("(-?\\d+):INTERVAL");

  private CountedWindows() {}

  /**
   * @param rows the type of the output: a column that may be NULL tells nothing
   */
  public static Optional<ResultWindows> find(QueryLineage lineage, RelDataType rows) {
    Set<Shape> shapes =
        lineage.windows().stream()
            .map(use -> Shape.of(use.definition()))
            .collect(Collectors.toSet());
    if (shapes.size() != 1 || lineage.windows().stream().anyMatch(WindowUse::isOfWindows)) {
      return Optional.empty();
    }
    Shape shape = shapes.iterator().next();
    List<RowValue> columns = lineage.output().columns();
    for (int i = 0; i < columns.size(); i++) {
      Optional<Long> beforeEnd = shape.beforeEnd(columns.get(i));
      if (beforeEnd.isPresent() && !rows.getFieldList().get(i).getType().isNullable()) {
        return shape.windows(i, beforeEnd.get());
      }
    }
    return Optional.empty();
  }

  /**
   * @param intervals of the definition, in milliseconds, in its order
   */
  private record Shape(String function, List<Long> intervals) {

    static Shape of(String definition) {
      List<Long> intervals = INTERVAL.matcher(definition).results().map(Shape::millis).toList();
      return new Shape(definition.substring(0, definition.indexOf('(')), intervals);
    }

    private static long millis(MatchResult interval) {
      return Long.parseLong(interval.group(1));
    }

    private int parameters() {
      return switch (function) {
        case "TUMBLE" -> 1;
        case "HOP", "CUMULATE" -> 2;
        default -> Integer.MAX_VALUE;
      };
    }

    /** That its lengths are no lengths is said later, by the planner. */
    private boolean isKnown() {
      boolean isWhole = intervals.size() == parameters() || intervals.size() == parameters() + 1;
      return isWhole && intervals.get(0) > 0 && size() > 0;
    }

    private long size() {
      return intervals.get(parameters() - 1);
    }

    /** Windows that all start together do not tell by that when they end. */
    Optional<Long> beforeEnd(RowValue column) {
      return switch (column.kind()) {
        case WINDOW_START ->
            isKnown() && !function.equals("CUMULATE") ? Optional.of(size()) : Optional.empty();
        case WINDOW_END -> Optional.of(0L);
        case WINDOW_TIME -> Optional.of(1L);
        default -> Optional.empty();
      };
    }

    Optional<ResultWindows> windows(int column, long beforeEnd) {
      if (!isKnown()) {
        return Optional.empty();
      }
      long offset = intervals.size() > parameters() ? intervals.get(parameters()) : 0;
      long step = intervals.get(0);
      return Optional.of(
          new ResultWindows(column, beforeEnd, size(), step, Math.floorMod(offset + size(), step)));
    }
  }
}
