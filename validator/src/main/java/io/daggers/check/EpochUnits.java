package io.daggers.check;

import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.sql.origin.Column;
import io.daggers.sql.origin.Expression;
import io.daggers.sql.origin.FieldTrace;
import io.daggers.sql.origin.Scope;
import io.daggers.topology.EventTime;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNumericLiteral;

/** A count since 1970 is read in the unit that streams.yaml says it has. */
final class EpochUnits implements QueryCheck {

  @Override
  public void check(CheckedQuery query, Findings findings) {
    query
        .origins()
        .expressions()
        .forEach(
            expression -> expression.forEachCall(call -> check(call, expression, query, findings)));
  }

  private static void check(SqlCall call, Expression place, CheckedQuery query, Findings findings) {
    Optional<Integer> read = digitsRead(call);
    if (read.isEmpty()) {
      return;
    }
    Optional<Integer> given = digits(call.operand(0), place.scope());
    if (given.isEmpty() || given.get().equals(read.get())) {
      return;
    }
    String written = query.written(call.operand(0));
    findings.add(
        Diagnostic.warning(
            Code.DG0447,
            query.at(call),
            "%s is in %s, and is read as %s"
                .formatted(written, unit(given.get()), unit(read.get())),
            help(call, place.scope())));
  }

  /** How many digits after the second a function takes its argument to have. */
  private static Optional<Integer> digitsRead(SqlCall call) {
    String name = call.getOperator().getName().toUpperCase(Locale.ROOT);
    if (name.equals("FROM_UNIXTIME")) {
      return Optional.of(0);
    }
    if (!name.equals("TO_TIMESTAMP_LTZ")) {
      return Optional.empty();
    }
    if (call.operandCount() == 1) {
      return Optional.of(3);
    }
    return call.operandCount() == 2 && call.operand(1) instanceof SqlNumericLiteral digits
        ? Optional.of(digits.intValue(false))
        : Optional.empty();
  }

  private static Optional<Integer> digits(SqlNode node, Scope scope) {
    if (node instanceof SqlCall call && call.operandCount() == 2) {
      Optional<Integer> zeros = zeros(call.operand(1));
      return zeros.flatMap(
          z ->
              switch (call.getKind()) {
                case DIVIDE -> digits(call.operand(0), scope).map(d -> d - z);
                case TIMES -> digits(call.operand(0), scope).map(d -> d + z);
                default -> Optional.empty();
              });
    }
    if (node instanceof SqlCall cast && cast.getKind() == SqlKind.CAST) {
      return digits(cast.operand(0), scope);
    }
    Set<Column.Field> fields = FieldTrace.of(node, scope);
    return fields.size() == 1 ? digits(fields.iterator().next()) : Optional.empty();
  }

  private static Optional<Integer> digits(Column.Field field) {
    EventTime time = field.source().eventTime();
    boolean isEventTime =
        field.field().getName().equals(time.field())
            && field.field().getContainingType().getFullName().equals(field.source().schema());
    if (!isEventTime) {
      return Optional.empty();
    }
    return switch (time.unit()) {
      case SECONDS -> Optional.of(0);
      case MILLISECONDS -> Optional.of(3);
      case MICROSECONDS -> Optional.of(6);
      case NANOSECONDS -> Optional.of(9);
      case TIMESTAMP -> Optional.empty();
    };
  }

  /** The zeros of 10, 100, 1000 and so on. */
  private static Optional<Integer> zeros(SqlNode node) {
    return node instanceof SqlNumericLiteral number && number.toString().matches("10+")
        ? Optional.of(number.toString().length() - 1)
        : Optional.empty();
  }

  private static String unit(int digits) {
    return switch (digits) {
      case 0 -> "seconds";
      case 3 -> "milliseconds";
      case 6 -> "microseconds";
      case 9 -> "nanoseconds";
      default -> "10^-%d seconds".formatted(digits);
    };
  }

  private static String help(SqlCall call, Scope scope) {
    SqlNode field = call.operand(0);
    while (field instanceof SqlCall inner) {
      field = inner.operand(0);
    }
    Column.Field time = FieldTrace.of(field, scope).iterator().next();
    String name = time.field().getName();
    int digits = digits(time).orElse(0);
    boolean seconds = call.getOperator().getName().equalsIgnoreCase("FROM_UNIXTIME");
    String expression =
        seconds
            ? "FROM_UNIXTIME(%s / 1%s)".formatted(name, "0".repeat(digits))
            : digits <= 3
                ? "TO_TIMESTAMP_LTZ(%s, %d)".formatted(name, digits)
                : "TO_TIMESTAMP_LTZ(%s / 1%s, 3)".formatted(name, "0".repeat(digits - 3));
    return "write %s; or take rowtime, which is the same time".formatted(expression);
  }
}
