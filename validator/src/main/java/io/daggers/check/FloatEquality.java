package io.daggers.check;

import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import java.math.BigDecimal;
import java.util.stream.Stream;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.type.SqlTypeUtil;

/** Floating-point numbers are compared by range; whole numbers among them are exact. */
final class FloatEquality implements QueryCheck {

  @Override
  public void check(CheckedQuery query, Findings findings) {
    query.forEachCall(call -> check(call, query, findings));
  }

  private static void check(SqlCall call, CheckedQuery query, Findings findings) {
    boolean equality =
        switch (call.getKind()) {
          case EQUALS, NOT_EQUALS, IN, NOT_IN -> true;
          default -> false;
        };
    if (!equality || isOfRows(call)) {
      return;
    }
    boolean floating =
        call.getOperandList().stream()
            .flatMap(FloatEquality::items)
            .anyMatch(
                node -> query.type(node).filter(SqlTypeUtil::isApproximateNumeric).isPresent());
    boolean exact =
        call.getOperandList().stream()
            .flatMap(FloatEquality::items)
            .anyMatch(FloatEquality::isWhole);
    if (floating && !exact) {
      findings.add(
          Diagnostic.warning(
              Code.DG0435,
              query.at(call),
              "DOUBLE and FLOAT are rarely equal to the last digit",
              "compare within a range, such as ABS(a - b) < 0.005, or CAST both to DECIMAL"));
    }
  }

  private static boolean isOfRows(SqlCall call) {
    return call.getOperandList().stream().anyMatch(node -> SqlKind.QUERY.contains(node.getKind()));
  }

  private static Stream<SqlNode> items(SqlNode node) {
    return node instanceof SqlNodeList list ? list.stream() : Stream.of(node);
  }

  private static boolean isWhole(SqlNode node) {
    if (!(node instanceof SqlNumericLiteral literal)) {
      return false;
    }
    BigDecimal number = literal.bigDecimalValue();
    return number.stripTrailingZeros().scale() <= 0;
  }
}
