package io.daggers.sql.lineage;

import io.daggers.sql.table.ResultRows.WindowBegin;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds an output column from which it follows when a row's window began. */
public final class WindowBegins {

  /** An interval in the definition of a window, in milliseconds. */
  private static final Pattern INTERVAL = Pattern.compile("(\\d+):INTERVAL");

  private WindowBegins() {}

  /**
   * Of a session it is not known when it began, only when its first event was read: it began then
   * if nothing was left unread for as long as its gap.
   */
  public static Optional<WindowBegin> find(QueryLineage lineage) {
    List<RowValue> columns = lineage.output().columns();
    for (int i = 0; i < columns.size(); i++) {
      Optional<Long> after = afterBegin(columns.get(i));
      if (after.isPresent()) {
        return Optional.of(new WindowBegin(i, after.get()));
      }
    }
    return Optional.empty();
  }

  private static Optional<Long> afterBegin(RowValue column) {
    String definition = column.detail();
    boolean isSession = definition.startsWith("SESSION(");
    return switch (column.kind()) {
      case WINDOW_START -> isSession ? longest(definition) : Optional.of(0L);
      case WINDOW_END -> isSession ? Optional.empty() : longest(definition);
      case WINDOW_TIME -> isSession ? Optional.empty() : longest(definition).map(size -> size - 1);
      default -> Optional.empty();
    };
  }

  /** The size, which is longer than a slide, a step and an offset; of a session the gap. */
  private static Optional<Long> longest(String definition) {
    Matcher interval = INTERVAL.matcher(definition);
    return interval.results().map(found -> Long.valueOf(found.group(1))).max(Long::compare);
  }
}
