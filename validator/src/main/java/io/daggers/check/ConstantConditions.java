package io.daggers.check;

import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.sql.origin.Expression;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.util.Litmus;

/** Conditions depend on the rows. */
final class ConstantConditions implements QueryCheck {

  @Override
  public void check(CheckedQuery query, Findings findings) {
    query.origins().expressions().forEach(expression -> check(expression, query, findings));
  }

  private static void check(Expression expression, CheckedQuery query, Findings findings) {
    boolean literal =
        expression.role() == Expression.Role.FILTER
            && expression.node() instanceof SqlLiteral value
            && value.getValue() instanceof Boolean;
    if (literal) {
      boolean truth = ((SqlLiteral) expression.node()).booleanValue();
      findings.add(
          constant(query, expression.node(), truth, "take it out, or write what was meant"));
    }
    expression.forEachCall(call -> check(call, query, findings));
  }

  private static void check(SqlCall call, CheckedQuery query, Findings findings) {
    switch (call.getKind()) {
      case EQUALS, NOT_EQUALS, LESS_THAN, LESS_THAN_OR_EQUAL, GREATER_THAN, GREATER_THAN_OR_EQUAL ->
          compared(call, query).ifPresent(findings::add);
      case BETWEEN -> between(call, query).ifPresent(findings::add);
      case AND -> contradiction(call, SqlKind.AND, SqlKind.EQUALS, query).ifPresent(findings::add);
      case OR ->
          contradiction(call, SqlKind.OR, SqlKind.NOT_EQUALS, query).ifPresent(findings::add);
      default -> {}
    }
  }

  private static Optional<Diagnostic> compared(SqlCall call, CheckedQuery query) {
    SqlNode left = call.operand(0);
    SqlNode right = call.operand(1);
    if (left instanceof SqlIdentifier && left.equalsDeep(right, Litmus.IGNORE)) {
      return Optional.of(
          constant(
              query,
              call,
              holds(call.getKind(), 0),
              "both sides are the same column; one of them was probably meant to be another"));
    }
    if (left instanceof SqlNumericLiteral a && right instanceof SqlNumericLiteral b) {
      int order = number(a).compareTo(number(b));
      return Optional.of(
          constant(
              query, call, holds(call.getKind(), order), "take it out, or write what was meant"));
    }
    return Optional.empty();
  }

  private static boolean holds(SqlKind comparison, int order) {
    return switch (comparison) {
      case EQUALS -> order == 0;
      case NOT_EQUALS -> order != 0;
      case LESS_THAN -> order < 0;
      case LESS_THAN_OR_EQUAL -> order <= 0;
      case GREATER_THAN -> order > 0;
      default -> order >= 0;
    };
  }

  private static Optional<Diagnostic> between(SqlCall call, CheckedQuery query) {
    boolean reversed =
        Bound.isAfter(call.operand(1), call.operand(2))
            && call.getOperator().getName().equals("BETWEEN ASYMMETRIC");
    return reversed
        ? Optional.of(constant(query, call, false, "write the smaller bound first"))
        : Optional.empty();
  }

  /** {@code x = 1 AND x = 2}, and {@code x <> 1 OR x <> 2}. */
  private static Optional<Diagnostic> contradiction(
      SqlCall call, SqlKind junction, SqlKind comparison, CheckedQuery query) {
    Map<String, SqlLiteral> seen = new HashMap<>();
    List<SqlNode> terms = new ArrayList<>();
    collect(call, junction, terms);
    for (SqlNode term : terms) {
      if (term instanceof SqlCall compared
          && compared.getKind() == comparison
          && compared.operand(0) instanceof SqlIdentifier column
          && compared.operand(1) instanceof SqlLiteral literal
          && literal.getValue() != null) {
        SqlLiteral other = seen.putIfAbsent(column.toString(), literal);
        if (other != null && !other.equals(literal)) {
          boolean never = junction == SqlKind.AND;
          return Optional.of(
              constant(
                  query,
                  term,
                  !never,
                  never
                      ? "one column cannot equal two values: write IN (%s, %s) if either will do"
                          .formatted(other, literal)
                      : "every value differs from one of the two: write NOT IN (%s, %s) if neither is wanted"
                          .formatted(other, literal)));
        }
      }
    }
    return Optional.empty();
  }

  private static void collect(SqlNode node, SqlKind junction, List<SqlNode> terms) {
    if (node instanceof SqlCall call && call.getKind() == junction) {
      call.getOperandList().forEach(operand -> collect(operand, junction, terms));
    } else {
      terms.add(node);
    }
  }

  private static BigDecimal number(SqlNumericLiteral literal) {
    return literal.bigDecimalValue();
  }

  private static Diagnostic constant(CheckedQuery query, SqlNode node, boolean truth, String help) {
    return Diagnostic.warning(
        Code.DG0413,
        query.at(node),
        "this condition is always " + (truth ? "true" : "false"),
        help);
  }
}
