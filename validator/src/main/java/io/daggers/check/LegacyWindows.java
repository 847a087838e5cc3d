package io.daggers.check;

import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.sql.QueryText;
import io.daggers.sql.origin.Block;
import io.daggers.sql.origin.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/** Windows stand in the FROM, where they can be joined and numbered too. */
final class LegacyWindows implements QueryCheck {

  @Override
  public void check(CheckedQuery query, Findings findings) {
    for (Block block : query.origins().blocks()) {
      for (Expression item : block.expressions(Expression.Role.GROUP)) {
        if (item.node() instanceof SqlCall window && isLegacy(window)) {
          findings.add(
              Diagnostic.warning(
                  Code.DG0322,
                  query.at(window),
                  "a window in GROUP BY is the old way to write it",
                  "write\n" + rewrite(window, block, query.query().text())));
        }
      }
    }
  }

  private static boolean isLegacy(SqlCall call) {
    return call.getKind() == SqlKind.TUMBLE
        || call.getKind() == SqlKind.HOP
        || call.getKind() == SqlKind.SESSION;
  }

  private static String rewrite(SqlCall window, Block block, QueryText text) {
    List<String> others = new ArrayList<>();
    for (Expression item : block.expressions(Expression.Role.GROUP)) {
      if (item.node() != window) {
        others.add(text.written(item.node().getParserPosition()));
      }
    }
    String kind = window.getKind().name();
    String keys = String.join(", ", others);
    String partition = kind.equals("SESSION") && !others.isEmpty() ? " PARTITION BY " + keys : "";
    SqlNode from = block.select().getFrom();
    String table = from == null ? null : table(from);
    String lengths =
        window.getOperandList().stream()
            .skip(1)
            .map(length -> text.written(length.getParserPosition()))
            .collect(Collectors.joining(", "));
    return """
        %sFROM TABLE(%s(TABLE %s%s, DESCRIPTOR(%s), %s))%s
        GROUP BY window_start, window_end%s
        with window_start for %s_START(...) and window_end for %s_END(...)"""
        .formatted(
            table == null
                ? "WITH input AS (SELECT * FROM ...), with what now stands after FROM,\n"
                : "",
            kind,
            table == null ? "input" : table,
            partition,
            column(window.operand(0), text),
            lengths,
            alias(from, table),
            keys.isEmpty() ? "" : ", " + keys,
            kind,
            kind);
  }

  private static String alias(@Nullable SqlNode from, @Nullable String table) {
    if (table == null || from == null || from.getKind() != SqlKind.AS) {
      return "";
    }
    String alias = ((SqlIdentifier) ((SqlCall) from).operand(1)).getSimple();
    return alias.equals(table) ? "" : " AS " + alias;
  }

  /** The table's name, where the FROM is one table and no more. */
  private static @Nullable String table(SqlNode from) {
    SqlNode table = from.getKind() == SqlKind.AS ? ((SqlCall) from).operand(0) : from;
    return table instanceof SqlIdentifier identifier
        ? identifier.names.get(identifier.names.size() - 1)
        : null;
  }

  private static String column(SqlNode time, QueryText text) {
    return time instanceof SqlIdentifier identifier
        ? identifier.names.get(identifier.names.size() - 1)
        : text.written(time.getParserPosition());
  }
}
