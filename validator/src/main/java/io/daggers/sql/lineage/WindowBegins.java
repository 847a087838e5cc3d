package io.daggers.sql.lineage;

import io.daggers.sql.table.ResultRows.WindowBegin;
import java.util.List;
import java.util.Optional;

/** Finds an output column from which it follows when a row's window began. */
public final class WindowBegins {

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
    WindowShape window = WindowShape.of(column.detail());
    return switch (column.kind()) {
      case WINDOW_START -> window.isSession() ? window.longest() : Optional.of(0L);
      case WINDOW_END -> window.isSession() ? Optional.empty() : window.longest();
      case WINDOW_TIME ->
          window.isSession() ? Optional.empty() : window.longest().map(size -> size - 1);
      default -> Optional.empty();
    };
  }
}
