package io.daggers.check;

import java.util.stream.Stream;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.fun.SqlCase;

/** What is summed to count: {@code 1}, or {@code CASE WHEN ... THEN 1 ELSE 0 END}. */
final class Tally {

  private Tally() {}

  static boolean is(SqlNode summed) {
    if (summed instanceof SqlCase choice) {
      return values(choice).allMatch(Tally::isConstant);
    }
    if (summed instanceof SqlCall call && call.getOperator().getName().equalsIgnoreCase("IF")) {
      return call.getOperandList().stream().skip(1).allMatch(Tally::isConstant);
    }
    return isConstant(summed);
  }

  /** What a CASE can give. */
  static Stream<SqlNode> values(SqlCase choice) {
    return Stream.concat(
        choice.getThenOperands().stream(), Stream.ofNullable(choice.getElseOperand()));
  }

  private static boolean isConstant(SqlNode node) {
    return node instanceof SqlNumericLiteral || node.getKind() == SqlKind.LITERAL;
  }
}
