package io.daggers.check;

import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.type.SqlTypeUtil;

/** Nothing is divided by a zero that stands in the query. */
final class ZeroDivision implements QueryCheck {

  private static final String HELP =
      "write the divisor that was meant; where one can be zero, NULLIF(divisor, 0) gives NULL";
  private static final Set<String> REMAINDERS = Set.of("MOD", "%");

  @Override
  public void check(CheckedQuery query, Findings findings) {
    query.forEachCall(call -> check(call, query, findings));
  }

  private static void check(SqlCall call, CheckedQuery query, Findings findings) {
    boolean divides =
        call.getKind() == SqlKind.DIVIDE
            || REMAINDERS.contains(call.getOperator().getName().toUpperCase(Locale.ROOT));
    boolean byZero =
        divides
            && call.operandCount() == 2
            && call.operand(1) instanceof SqlNumericLiteral number
            && number.bigDecimalValue().signum() == 0;
    if (!byZero) {
      return;
    }
    boolean floating = query.type(call).filter(SqlTypeUtil::isApproximateNumeric).isPresent();
    findings.add(
        floating
            ? Diagnostic.warning(
                Code.DG0431,
                query.at(call.operand(1)),
                "a division by zero is infinite or not a number, and is never written",
                HELP)
            : Diagnostic.error(
                Code.DG0431,
                query.at(call.operand(1)),
                "a division by zero: the job would fail at the first row",
                HELP));
  }
}
