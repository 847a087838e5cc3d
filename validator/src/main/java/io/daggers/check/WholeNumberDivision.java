package io.daggers.check;

import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.sql.origin.Expression;
import io.daggers.sql.origin.Ingredients;
import io.daggers.sql.origin.QueryOrigins;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.type.SqlTypeUtil;

/** A share of two counts keeps its fraction. */
final class WholeNumberDivision implements QueryCheck {

  @Override
  public void check(CheckedQuery query, Findings findings) {
    QueryOrigins origins = query.origins();
    Ingredients sums = new Ingredients(origins, WholeNumberDivision::isSum);
    origins
        .expressions()
        .forEach(
            expression ->
                expression.forEachCall(
                    call -> {
                      if (call.getKind() == SqlKind.DIVIDE
                          && !isScaled(call.operand(0))
                          && isWholeSum(call.operand(0), expression, query, sums)
                          && isWholeSum(call.operand(1), expression, query, sums)) {
                        findings.add(finding(call, query));
                      }
                    }));
  }

  private static Diagnostic finding(SqlCall call, CheckedQuery query) {
    return Diagnostic.warning(
        Code.DG0441,
        query.at(call),
        "both sides are whole numbers, so the fraction is cut off: 1 / 2 is 0",
        "CAST one side to DOUBLE; write FLOOR(CAST(a AS DOUBLE) / b) where a whole number is meant");
  }

  /** {@code COUNT(*) * 100 / ...}: whoever writes this knows. */
  private static boolean isScaled(SqlNode node) {
    return node instanceof SqlCall call
        && call.getKind() == SqlKind.TIMES
        && call.getOperandList().stream().anyMatch(SqlNumericLiteral.class::isInstance);
  }

  private static boolean isSum(SqlCall call) {
    return call.getKind() == SqlKind.COUNT || call.getKind() == SqlKind.SUM;
  }

  private static boolean isWholeSum(
      SqlNode node, Expression place, CheckedQuery query, Ingredients sums) {
    return query.type(node).filter(SqlTypeUtil::isIntType).isPresent()
        && !sums.of(node, place.scope()).isEmpty();
  }
}
