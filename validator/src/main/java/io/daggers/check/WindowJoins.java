package io.daggers.check;

import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.sql.origin.Block;
import io.daggers.sql.origin.Column;
import io.daggers.sql.origin.Expression;
import io.daggers.sql.origin.WindowTrace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.util.Litmus;

/** Windows that are joined are joined by both bounds, and are windows of the same lengths. */
final class WindowJoins implements QueryCheck {

  private static final Set<String> BOUNDS = Set.of("window_start", "window_end");

  @Override
  public void check(CheckedQuery query, Findings findings) {
    query.origins().blocks().forEach(block -> check(block, query, findings));
  }

  /** Two windows that are equal in one of their columns. */
  private record Pair(SqlCall left, SqlCall right, String name, SqlNode place) {

    boolean isOf(Pair other) {
      return (left == other.left && right == other.right)
          || (left == other.right && right == other.left);
    }
  }

  private static void check(Block block, CheckedQuery query, Findings findings) {
    List<Pair> pairs = new ArrayList<>();
    for (Expression expression : block.expressions()) {
      if (expression.role() == Expression.Role.JOIN
          || expression.role() == Expression.Role.FILTER) {
        collect(expression.node(), expression, pairs);
      }
    }
    for (Pair pair : pairs) {
      Set<String> joined = new HashSet<>();
      pairs.stream().filter(pair::isOf).map(Pair::name).forEach(joined::add);
      if (!alike(pair.left(), pair.right())) {
        if (joined.size() == 2 && pair.name().equals("window_start")) {
          findings.add(different(pair, query));
        }
      } else if (joined.size() == 1) {
        String missing = pair.name().equals("window_start") ? "window_end" : "window_start";
        findings.add(
            Diagnostic.error(
                Code.DG0323,
                query.at(pair.place()),
                "the windows are joined by %s without %s, and so never know that they have ended"
                    .formatted(pair.name(), missing),
                "add AND a.%s = b.%s for the same two tables: it changes no result, and nothing is kept for ever"
                    .formatted(missing, missing)));
      }
    }
  }

  private static void collect(SqlNode node, Expression place, List<Pair> pairs) {
    if (!(node instanceof SqlCall call)) {
      return;
    }
    if (call.getKind() == SqlKind.AND) {
      call.getOperandList().forEach(operand -> collect(operand, place, pairs));
    } else if (call.getKind() == SqlKind.EQUALS) {
      Optional<Column.OfWindow> left = WindowTrace.of(call.operand(0), place.scope());
      Optional<Column.OfWindow> right = WindowTrace.of(call.operand(1), place.scope());
      if (left.isPresent() && right.isPresent() && sameBound(left.get(), right.get())) {
        pairs.add(new Pair(left.get().window(), right.get().window(), left.get().name(), call));
      }
    }
  }

  private static boolean sameBound(Column.OfWindow left, Column.OfWindow right) {
    return left.window() != right.window()
        && left.name().equals(right.name())
        && BOUNDS.contains(left.name());
  }

  /** Whether two windows are of the same kind and lengths. */
  private static boolean alike(SqlCall left, SqlCall right) {
    return left.getOperator().getName().equals(right.getOperator().getName())
        && left.operandCount() == right.operandCount()
        && lengths(left).equalsDeep(lengths(right), Litmus.IGNORE);
  }

  private static Diagnostic different(Pair pair, CheckedQuery query) {
    return Diagnostic.error(
        Code.DG0328,
        query.at(pair.place()),
        "windows of different lengths are joined: %s and %s"
            .formatted(words(pair.left(), query), words(pair.right(), query)),
        "give both the same lengths; or group the shorter ones into the longer before the join");
  }

  private static String words(SqlCall window, CheckedQuery query) {
    String lengths =
        lengths(window).stream()
            .map(length -> query.written(length))
            .collect(Collectors.joining(", "));
    return "%s of %s".formatted(window.getOperator().getName(), lengths);
  }

  private static SqlNodeList lengths(SqlCall window) {
    List<SqlNode> operands = window.getOperandList();
    return new SqlNodeList(
        operands.subList(Math.min(2, operands.size()), operands.size()),
        window.getParserPosition());
  }
}
