package io.daggers.check;

import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.type.SqlTypeName;

/** A sum has the type of what is summed, which the sum of many may not fit into. */
final class SumOverflow implements QueryCheck {

  @Override
  public void check(CheckedQuery query, Findings findings) {
    query.forEachCall(
        call -> {
          if (call.getKind() == SqlKind.SUM
              && call.operandCount() == 1
              && !Tally.is(call.operand(0))
              && query.type(call.operand(0)).filter(SumOverflow::isSmall).isPresent()) {
            findings.add(finding(call, query));
          }
        });
  }

  private static Diagnostic finding(SqlCall sum, CheckedQuery query) {
    SqlNode summed = sum.operand(0);
    String written = query.written(summed);
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
}
