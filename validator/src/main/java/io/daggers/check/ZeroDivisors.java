package io.daggers.check;

import com.google.protobuf.Descriptors.FieldDescriptor;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.sql.origin.Column;
import io.daggers.sql.origin.Expression;
import io.daggers.sql.origin.FieldTrace;
import io.daggers.sql.origin.QueryOrigins;
import io.daggers.sql.origin.Scope;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.type.SqlTypeUtil;

/**
 * A divisor that is 0 for some rows is made NULL first. One that the query compares with anything,
 * anywhere, is taken to be looked after.
 */
final class ZeroDivisors implements QueryCheck {

  /** What gives one of its arguments. */
  private static final Set<String> PASSED_ON =
      Set.of("CAST", "TRY_CAST", "ABS", "MIN", "MAX", "FIRST_VALUE", "LAST_VALUE", "OVER");

  private static final Set<String> REMAINDERS = Set.of("MOD", "%");

  @Override
  public void check(CheckedQuery query, Findings findings) {
    QueryOrigins origins = query.origins();
    List<Expression> divisions =
        origins
            .expressions()
            .filter(expression -> calls(expression).anyMatch(call -> divides(call, query)))
            .toList();
    if (divisions.isEmpty()) {
      return;
    }
    Divisors divisors = new Divisors(query, compared(origins));
    for (Expression expression : divisions) {
      calls(expression)
          .filter(call -> divides(call, query))
          .filter(call -> divisors.canBeZero(call.operand(1), expression.scope()))
          .forEach(call -> findings.add(finding(call.operand(1), query)));
    }
  }

  private static Stream<SqlCall> calls(Expression expression) {
    Stream.Builder<SqlCall> calls = Stream.builder();
    expression.forEachCall(calls);
    return calls.build();
  }

  /** Whether it is a division of numbers that fails for zero. */
  private static boolean divides(SqlCall call, CheckedQuery query) {
    boolean division =
        call.getKind() == SqlKind.DIVIDE
            || REMAINDERS.contains(call.getOperator().getName().toUpperCase(Locale.ROOT));
    return division
        && call.operandCount() == 2
        && !(call.operand(1) instanceof SqlNumericLiteral)
        && query.type(call).filter(SqlTypeUtil::isExactNumeric).isPresent();
  }

  private static Set<String> compared(QueryOrigins origins) {
    Set<String> keys = new HashSet<>();
    origins
        .expressions()
        .forEach(
            expression ->
                expression.forEachCall(
                    call -> {
                      if (compares(call)) {
                        call.getOperandList().stream()
                            .map(operand -> FieldTrace.key(operand, expression.scope()))
                            .forEach(keys::add);
                      }
                    }));
    return keys;
  }

  private static boolean compares(SqlCall call) {
    return SqlKind.COMPARISON.contains(call.getKind())
        || call.getKind() == SqlKind.BETWEEN
        || call.getKind() == SqlKind.NOT_IN
        || call.getKind() == SqlKind.IS_NOT_NULL;
  }

  private static Diagnostic finding(SqlNode divisor, CheckedQuery query) {
    String written = query.written(divisor);
    return Diagnostic.warning(
        Code.DG0431,
        query.at(divisor),
        "this can be 0, and a division by zero fails the job again and again",
        "NULLIF(%s, 0) in its place gives NULL instead".formatted(written));
  }

  private record Divisors(CheckedQuery query, Set<String> compared) {

    boolean canBeZero(SqlNode node, Scope scope) {
      if (node instanceof SqlNumericLiteral number) {
        return number.bigDecimalValue().signum() == 0;
      }
      if (compared.contains(FieldTrace.key(node, scope))) {
        return false;
      }
      if (node instanceof SqlIdentifier identifier) {
        return columnCanBeZero(identifier, scope);
      }
      if (node instanceof SqlCase choice) {
        return Tally.values(choice).anyMatch(value -> canBeZero(value, scope));
      }
      return node instanceof SqlCall call && resultCanBeZero(call, scope);
    }

    private boolean columnCanBeZero(SqlIdentifier identifier, Scope scope) {
      Set<Column.Field> fields = FieldTrace.of(identifier, scope);
      if (!fields.isEmpty()) {
        return fields.stream().anyMatch(field -> isNumber(field.field()));
      }
      Scope.Path path = scope.resolve(identifier);
      return path.fields().isEmpty()
          && path.column().definitions().stream()
              .anyMatch(
                  definition ->
                      definition instanceof Column.Computed computed
                          && canBeZero(computed.node(), computed.scope()));
    }

    private boolean resultCanBeZero(SqlCall call, Scope scope) {
      String name = call.getOperator().getName().toUpperCase(Locale.ROOT);
      return switch (name) {
        case "COUNT" -> countsNothing(call, scope);
        case "FILTER" ->
            call.operand(0).getKind() == SqlKind.COUNT || argumentCanBeZero(call, scope);
        case "COALESCE" ->
            call.getOperandList().stream().anyMatch(value -> canBeZero(value, scope));
        case "SUM" -> Tally.is(call.operand(0)) && argumentCanBeZero(call, scope);
        default -> PASSED_ON.contains(name) && argumentCanBeZero(call, scope);
      };
    }

    private boolean argumentCanBeZero(SqlCall call, Scope scope) {
      return canBeZero(call.operand(0), scope);
    }

    /** Whether there are groups of which COUNT counts no row. */
    private boolean countsNothing(SqlCall count, Scope scope) {
      return count.operandCount() == 1
          && !compared.contains(FieldTrace.key(count.operand(0), scope))
          && query.type(count.operand(0)).filter(RelDataType::isNullable).isPresent();
    }

    private static boolean isNumber(FieldDescriptor field) {
      return switch (field.getJavaType()) {
        case INT, LONG, FLOAT, DOUBLE -> true;
        default -> false;
      };
    }
  }
}
