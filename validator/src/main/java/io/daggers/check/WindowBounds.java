package io.daggers.check;

import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.sql.origin.Block;
import io.daggers.sql.origin.Column;
import io.daggers.sql.origin.Expression;
import io.daggers.sql.origin.WindowTrace;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/** What is grouped by a window is grouped by both its bounds. */
final class WindowBounds implements QueryCheck {

  private static final String START = "window_start";
  private static final String END = "window_end";

  @Override
  public void check(CheckedQuery query, Findings findings) {
    query.origins().blocks().forEach(block -> check(block, query, findings));
  }

  private static void check(Block block, CheckedQuery query, Findings findings) {
    IdentityHashMap<SqlCall, Map<String, SqlNode>> bounds = new IdentityHashMap<>();
    Expression.Role role =
        block.select().isDistinct() ? Expression.Role.OUTPUT : Expression.Role.GROUP;
    for (Expression item : block.expressions(role)) {
      collect(item, bounds);
    }
    for (Map<String, SqlNode> found : bounds.values()) {
      SqlNode start = found.get(START);
      SqlNode end = found.get(END);
      if (start == null && end != null) {
        findings.add(missing(START, END, end, block, role, query));
      } else if (end == null && start != null) {
        findings.add(missing(END, START, start, block, role, query));
      }
    }
  }

  private static void collect(
      Expression item, IdentityHashMap<SqlCall, Map<String, SqlNode>> bounds) {
    item.node()
        .accept(
            new SqlBasicVisitor<@Nullable Void>() {
              @Override
              public @Nullable Void visit(SqlIdentifier identifier) {
                WindowTrace.of(identifier, item.scope())
                    .ifPresent(column -> add(column, identifier, bounds));
                return null;
              }
            });
  }

  private static void add(
      Column.OfWindow column, SqlNode node, IdentityHashMap<SqlCall, Map<String, SqlNode>> bounds) {
    bounds
        .computeIfAbsent(column.window(), window -> new HashMap<>())
        .putIfAbsent(column.name(), node);
  }

  private static Diagnostic missing(
      String missing,
      String there,
      SqlNode place,
      Block block,
      Expression.Role role,
      CheckedQuery query) {
    String clause = role == Expression.Role.GROUP ? "GROUP BY" : "SELECT DISTINCT";
    boolean atHand =
        block.scope().tables().values().stream()
            .flatMap(table -> table.columns().stream())
            .map(WindowTrace::of)
            .flatMap(Optional::stream)
            .anyMatch(column -> column.name().equals(missing));
    return Diagnostic.error(
        Code.DG0321,
        query.at(place),
        "%s has %s without %s, and so never knows that a window has ended"
            .formatted(clause, there, missing),
        "%s %s to the %s: each window is then written once and forgotten"
            .formatted(
                atHand ? "add" : "select " + missing + " in the sub-query too, and add",
                missing,
                clause));
  }
}
