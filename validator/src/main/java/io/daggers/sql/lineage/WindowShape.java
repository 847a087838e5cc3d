package io.daggers.sql.lineage;

import io.daggers.sql.table.ResultWindows;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What the definition of a window says.
 *
 * @param function such as TUMBLE
 * @param intervals all of them, in milliseconds, in the definition's order
 */
record WindowShape(String function, List<Long> intervals) {

  private static final Pattern INTERVAL = Pattern.compile("(-?\\d+):INTERVAL");

  static WindowShape of(String definition) {
    List<Long> intervals = INTERVAL.matcher(definition).results().map(WindowShape::millis).toList();
    return new WindowShape(definition.split("\\(", 2)[0], intervals);
  }

  boolean isSession() {
    return function.equals("SESSION");
  }

  /** The size, which is longer than a slide, a step and an offset; of a session the gap. */
  Optional<Long> longest() {
    return intervals.stream().max(Long::compare);
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
