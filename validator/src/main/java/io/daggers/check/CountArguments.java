package io.daggers.check;

import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelectKeyword;
import org.apache.calcite.sql.fun.SqlCase;

/** COUNT counts what is not NULL, which FALSE and 0 are not either. */
final class CountArguments implements QueryCheck {

  @Override
  public void check(CheckedQuery query, Findings findings) {
    query.forEachCall(call -> check(call, query, findings));
  }

  private static void check(SqlCall call, CheckedQuery query, Findings findings) {
    boolean counts = call.getKind() == SqlKind.COUNT && call.operandCount() == 1;
    if (!counts || isDistinct(call)) {
      return;
    }
    SqlNode counted = call.operand(0);
    if (counted instanceof SqlCase choice
        && choice.getThenOperands().stream().allMatch(CountArguments::isValue)
        && choice.getElseOperand() != null
        && isValue(choice.getElseOperand())) {
      findings.add(
          Diagnostic.warning(
              Code.DG0442,
              query.at(choice.getElseOperand()),
              "COUNT counts these rows too: it leaves out NULL only",
              "leave out the ELSE, or write COUNT(*) FILTER (WHERE ...)"));
    } else if (isCondition(counted)) {
      findings.add(
          Diagnostic.warning(
              Code.DG0442,
              query.at(counted),
              "COUNT counts the rows for which this is false too: it leaves out NULL only",
              "write COUNT(*) FILTER (WHERE ...)"));
    }
  }

  private static boolean isDistinct(SqlCall call) {
    SqlLiteral quantifier = call.getFunctionQuantifier();
    return quantifier != null
        && quantifier.symbolValue(SqlSelectKeyword.class) == SqlSelectKeyword.DISTINCT;
  }

  private static boolean isValue(SqlNode node) {
    return node instanceof SqlLiteral literal && literal.getValue() != null;
  }

  private static boolean isCondition(SqlNode node) {
    return SqlKind.COMPARISON.contains(node.getKind())
        || node.getKind() == SqlKind.AND
        || node.getKind() == SqlKind.OR
        || node.getKind() == SqlKind.IN
        || node.getKind() == SqlKind.LIKE;
  }
}
