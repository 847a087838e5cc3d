package io.daggers.check;

import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import java.util.stream.Stream;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.type.SqlTypeName;

/** A sum has the type of what is summed, which the sum of many may not fit into. */
final class SumOverflow implements QueryCheck {

  @Override
  public void check(CheckedQuery query, Findings findings) {
    query.forEachCall(
        call -> {
          if (call.getKind() == SqlKind.SUM
              && call.operandCount() == 1
              && !isOfConstants(call.operand(0))
              && query.type(call.operand(0)).filter(SumOverflow::isSmall).isPresent()) {
            findings.add(finding(call, query));
          }
        });
  }

  private static Diagnostic finding(SqlCall sum, CheckedQuery query) {
    SqlNode summed = sum.operand(0);
    String written =
        query.query().text().written(summed.getParserPosition()).replaceAll("\\s+", " ");
    return Diagnostic.warning(
        Code.DG0445,
        query.at(sum),
        "the sum of INTs is an INT: past 2147483647 it goes on from -2147483648, without a word",
        "write SUM(CAST(%s AS BIGINT))".formatted(written));
  }

  private static boolean isSmall(RelDataType type) {
    SqlTypeName name = type.getSqlTypeName();
    return name == SqlTypeName.TINYINT
        || name == SqlTypeName.SMALLINT
        || name == SqlTypeName.INTEGER;
  }

  /** {@code 1}, or {@code CASE WHEN ... THEN 1 ELSE 0 END}: a way to count. */
  private static boolean isOfConstants(SqlNode node) {
    if (node instanceof SqlCase choice) {
      return Stream.concat(
              choice.getThenOperands().stream(), Stream.ofNullable(choice.getElseOperand()))
          .allMatch(SumOverflow::isConstant);
    }
    if (node instanceof SqlCall call && call.getOperator().getName().equalsIgnoreCase("IF")) {
      return call.getOperandList().stream().skip(1).allMatch(SumOverflow::isConstant);
    }
    return isConstant(node);
  }

  private static boolean isConstant(SqlNode node) {
    return node instanceof SqlNumericLiteral || node.getKind() == SqlKind.LITERAL;
  }
}
