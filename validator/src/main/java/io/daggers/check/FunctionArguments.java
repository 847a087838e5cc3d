package io.daggers.check;

import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.sql.function.Functions;
import io.daggers.sql.function.reference.Argument;
import io.daggers.sql.function.reference.Described;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlIntervalLiteral;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.parser.SqlParserUtil;

/** The project's own functions get constants that they can work with. */
final class FunctionArguments implements QueryCheck {

  @Override
  public void check(CheckedQuery query, Findings findings) {
    query.forEachCall(
        call ->
            Functions.description(call.getOperator().getName().toUpperCase(Locale.ROOT))
                .ifPresent(function -> check(call, function, query, findings)));
  }

  private static void check(
      SqlCall call, Described function, CheckedQuery query, Findings findings) {
    Argument[] arguments = function.arguments();
    for (int i = 0; i < Math.min(arguments.length, call.operandCount()); i++) {
      Argument argument = arguments[i];
      Optional<Object> constant = constant(call.operand(i));
      if (constant.isPresent() && !argument.fits(constant.get())) {
        findings.add(
            Diagnostic.error(
                Code.DG0429,
                query.at(written(call.operand(i), call)),
                "%s can do nothing with this, and would always be NULL".formatted(function.name()),
                argument.rule()));
      } else if (constant.isEmpty() && argument.isConstant()) {
        findings.add(
            Diagnostic.error(
                Code.DG0429,
                query.at(written(call.operand(i), call)),
                "%s needs a constant here: it is one value for all rows".formatted(function.name()),
                argument.rule()));
      }
    }
  }

  /** What the analyst wrote, without what the planner put around it; else the whole call. */
  private static SqlNode written(SqlNode node, SqlCall whole) {
    if (node.getParserPosition().getLineNum() > 0) {
      return node;
    }
    return node instanceof SqlCall call && call.getKind() == SqlKind.CAST
        ? written(call.operand(0), whole)
        : whole;
  }

  /**
   * What stands there, as {@link Argument#fits} takes it: a BigDecimal, a String or a List. Nothing
   * where it differs from row to row.
   */
  private static Optional<Object> constant(SqlNode node) {
    if (node instanceof SqlNumericLiteral number) {
      return Optional.ofNullable(number.bigDecimalValue());
    }
    if (node instanceof SqlCharStringLiteral text) {
      return Optional.ofNullable(text.getValueAs(String.class));
    }
    if (node instanceof SqlIntervalLiteral interval) {
      return milliseconds(interval);
    }
    if (!(node instanceof SqlCall call)) {
      return Optional.empty();
    }
    return switch (call.getKind()) {
      case CAST -> constant(call.operand(0));
      case MINUS_PREFIX ->
          constant(call.operand(0))
              .map(value -> value instanceof BigDecimal number ? number.negate() : value);
      case ARRAY_VALUE_CONSTRUCTOR -> {
        List<Object> elements =
            call.getOperandList().stream()
                .map(FunctionArguments::constant)
                .flatMap(Optional::stream)
                .toList();
        yield elements.size() == call.operandCount() ? Optional.of(elements) : Optional.empty();
      }
      default -> Optional.empty();
    };
  }

  private static Optional<Object> milliseconds(SqlIntervalLiteral interval) {
    if (!(interval.getValue() instanceof SqlIntervalLiteral.IntervalValue value)
        || value.getIntervalQualifier().isYearMonth()) {
      return Optional.empty();
    }
    return Optional.of(BigDecimal.valueOf(SqlParserUtil.intervalToMillis(value)));
  }
}
