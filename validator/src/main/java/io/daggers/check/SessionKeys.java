package io.daggers.check;

import io.daggers.definition.Spelling;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.sql.origin.Block;
import io.daggers.sql.origin.Column;
import io.daggers.sql.origin.Expression;
import io.daggers.sql.origin.QueryOrigins;
import io.daggers.sql.origin.Window;
import io.daggers.sql.origin.WindowTrace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;

/** Sessions are grouped by exactly the columns that they are made of. */
final class SessionKeys implements QueryCheck {

  @Override
  public void check(CheckedQuery query, Findings findings) {
    QueryOrigins origins = query.origins();
    for (Window window : origins.windows()) {
      if (!window.name().equals("SESSION") || hasUnknownKeys(window, query, findings)) {
        continue;
      }
      for (Block block : origins.blocks()) {
        check(window, block, query, findings);
      }
    }
  }

  /** Flink's validator does not look at these names. */
  private static boolean hasUnknownKeys(Window window, CheckedQuery query, Findings findings) {
    List<String> columns = window.input().columns().stream().map(Column::name).toList();
    List<SqlNode> unknown =
        !window.input().known()
            ? List.of()
            : window.partition().stream()
                .filter(key -> !columns.contains(last((SqlIdentifier) key)))
                .toList();
    for (SqlNode key : unknown) {
      String name = last((SqlIdentifier) key);
      findings.add(
          Diagnostic.error(
              Code.DG0404,
              query.at(key),
              "there is no column '%s'".formatted(name),
              Spelling.suggest(name, columns, "columns")));
    }
    return !unknown.isEmpty();
  }

  private static void check(Window window, Block block, CheckedQuery query, Findings findings) {
    List<SqlIdentifier> partition =
        window.partition().stream().map(SqlIdentifier.class::cast).toList();
    Set<Column> wanted =
        partition.stream()
            .map(key -> WindowTrace.root(window.input().column(last(key))))
            .collect(Collectors.toSet());
    List<SqlNode> others = new ArrayList<>();
    Set<Column> keys = new HashSet<>();
    boolean grouped = false;
    for (Expression item : block.expressions(Expression.Role.GROUP)) {
      Optional<Column.OfWindow> bound = WindowTrace.of(item.node(), item.scope());
      if (bound.isPresent()) {
        grouped |= bound.get().window() == window.call();
        continue;
      }
      Optional<Column> column = WindowTrace.root(item.node(), item.scope());
      column.ifPresent(keys::add);
      if (column.isEmpty() || !wanted.contains(column.get())) {
        others.add(item.node());
      }
    }
    if (!grouped) {
      return;
    }
    boolean missing = !keys.containsAll(wanted);
    if (!others.isEmpty() || missing) {
      findings.add(
          Diagnostic.error(
              Code.DG0327,
              query.at(others.isEmpty() ? window.call() : others.get(0)),
              partition.isEmpty()
                  ? "the sessions are of the whole stream, and this groups them further"
                  : "the sessions are of %s, and are grouped by something else"
                      .formatted(
                          partition.stream()
                              .map(SessionKeys::last)
                              .collect(Collectors.joining(", "))),
              "name the same columns in both: SESSION(TABLE t PARTITION BY a, ...) and GROUP BY window_start, window_end, a"));
    } else if (partition.isEmpty()) {
      findings.add(
          Diagnostic.warning(
              Code.DG0327,
              query.at(window.call()),
              "the whole stream is one session, which ends only when nothing happens at all",
              "say whose sessions are meant: SESSION(TABLE t PARTITION BY customer_id, ...)"));
    }
  }

  private static String last(SqlIdentifier identifier) {
    return identifier.names.get(identifier.names.size() - 1);
  }
}
