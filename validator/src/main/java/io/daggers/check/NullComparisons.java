package io.daggers.check;

import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlUtil;

/** NULL is asked for with IS NULL: nothing equals it. */
final class NullComparisons implements QueryCheck {

  @Override
  public void check(CheckedQuery query, Findings findings) {
    query.forEachCall(call -> check(call, query, findings));
  }

  private static void check(SqlCall call, CheckedQuery query, Findings findings) {
    switch (call.getKind()) {
      case EQUALS -> compare(call, "IS NULL", query, findings);
      case NOT_EQUALS -> compare(call, "IS NOT NULL", query, findings);
      case LESS_THAN, LESS_THAN_OR_EQUAL, GREATER_THAN, GREATER_THAN_OR_EQUAL ->
          compare(call, "a value to compare with", query, findings);
      case IN, NOT_IN -> {
        if (call.operand(1) instanceof SqlNodeList list) {
          list.forEach(item -> among(call, item, query, findings));
        }
      }
      default -> {}
    }
  }

  private static void compare(SqlCall call, String instead, CheckedQuery query, Findings findings) {
    if (call.getOperandList().stream().anyMatch(NullComparisons::isNull)) {
      findings.add(
          Diagnostic.error(
              Code.DG0433,
              query.at(call),
              "a comparison with NULL is never true",
              "write " + instead));
    }
  }

  private static void among(SqlCall call, SqlNode item, CheckedQuery query, Findings findings) {
    if (!isNull(item)) {
      return;
    }
    findings.add(
        call.getKind() == SqlKind.NOT_IN
            ? Diagnostic.error(
                Code.DG0433,
                query.at(item),
                "NOT IN with a NULL in its list is never true",
                "take NULL out of the list, and add AND ... IS NOT NULL")
            : Diagnostic.warning(
                Code.DG0433,
                query.at(item),
                "nothing equals NULL, so this item of the list has no effect",
                "take it out of the list, and add OR ... IS NULL where that is meant"));
  }

  private static boolean isNull(SqlNode node) {
    return SqlUtil.isNullLiteral(node, true);
  }
}
