package io.daggers.check;

import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlNumericLiteral;

/** Positions in a text count from 1. */
final class TextPositions implements QueryCheck {

  private static final Set<String> FUNCTIONS = Set.of("SUBSTRING", "SUBSTR");

  @Override
  public void check(CheckedQuery query, Findings findings) {
    query.forEachCall(call -> check(call, query, findings));
  }

  private static void check(SqlCall call, CheckedQuery query, Findings findings) {
    boolean fromZero =
        FUNCTIONS.contains(call.getOperator().getName().toUpperCase(Locale.ROOT))
            && call.operandCount() >= 2
            && call.operand(1) instanceof SqlNumericLiteral position
            && position.bigDecimalValue().signum() == 0;
    if (fromZero) {
      findings.add(
          Diagnostic.warning(
              Code.DG0434,
              query.at(call.operand(1)),
              "the first character has the position 1, not 0",
              "write 1 for the beginning of the text"));
    }
  }
}
