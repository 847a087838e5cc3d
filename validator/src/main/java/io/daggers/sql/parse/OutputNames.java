package io.daggers.sql.parse;

import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import java.util.HashMap;
import java.util.Map;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWith;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** A sink takes output columns by their names, so each has one of its own. */
public final class OutputNames {

  private OutputNames() {}

  public static void check(SqlNode tree, SourceText source, Findings findings) {
    SqlSelect select = first(tree);
    if (select == null) {
      return;
    }
    Map<String, SqlParserPos> names = new HashMap<>();
    for (SqlNode item : select.getSelectList()) {
      SqlNode named = item.getKind() == SqlKind.AS ? ((SqlCall) item).operand(1) : item;
      if (!(named instanceof SqlIdentifier identifier)) {
        findings.add(
            Diagnostic.error(
                Code.DG0416,
                source.at(item.getParserPosition()),
                "this output column has no name",
                "give it one with AS: the sink takes columns by their names"));
        continue;
      }
      if (identifier.isStar()) {
        continue;
      }
      String name = identifier.names.get(identifier.names.size() - 1);
      SqlParserPos other = names.putIfAbsent(name, identifier.getParserPosition());
      if (other != null) {
        findings.add(
            Diagnostic.error(
                Code.DG0417,
                source.at(identifier.getParserPosition()),
                "two output columns are called '%s'".formatted(name),
                "the other one is on line %d; give one of them another name with AS"
                    .formatted(source.at(other).line())));
      }
    }
  }

  /** The SELECT that names the output. */
  private static @Nullable SqlSelect first(SqlNode tree) {
    if (tree instanceof SqlSelect select) {
      return select;
    }
    if (tree instanceof SqlOrderBy order) {
      return first(order.query);
    }
    if (tree instanceof SqlWith with) {
      return first(with.body);
    }
    boolean setOperation = SqlKind.SET_QUERY.contains(tree.getKind());
    return setOperation ? first(((SqlCall) tree).operand(0)) : null;
  }
}
