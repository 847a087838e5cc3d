package io.daggers.check;

import java.math.BigDecimal;
import java.util.Optional;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlIntervalLiteral;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNumericLiteral;

/**
 * One end of a range.
 *
 * @param base the column it is counted from; empty for a number
 * @param distance from the base: months or milliseconds of an interval, or the number itself
 */
record Bound(String base, boolean months, BigDecimal distance) {

  /** Whether one is known to be greater than the other. */
  static boolean isAfter(SqlNode low, SqlNode high) {
    Optional<Bound> from = of(low);
    Optional<Bound> to = of(high);
    return from.isPresent()
        && to.isPresent()
        && from.get().base.equals(to.get().base)
        && (from.get().months == to.get().months || isZero(from.get()) || isZero(to.get()))
        && from.get().distance.compareTo(to.get().distance) > 0;
  }

  private static boolean isZero(Bound bound) {
    return bound.distance.signum() == 0;
  }

  private static Optional<Bound> of(SqlNode node) {
    if (node instanceof SqlNumericLiteral number) {
      return Optional.of(new Bound("", false, number.bigDecimalValue()));
    }
    if (node instanceof SqlIdentifier column) {
      return Optional.of(new Bound(column.toString(), false, BigDecimal.ZERO));
    }
    boolean moved =
        node instanceof SqlCall call
            && (call.getKind() == SqlKind.PLUS || call.getKind() == SqlKind.MINUS)
            && call.operand(0) instanceof SqlIdentifier
            && call.operand(1) instanceof SqlIntervalLiteral;
    if (!moved) {
      return Optional.empty();
    }
    SqlCall call = (SqlCall) node;
    SqlIntervalLiteral interval = call.operand(1);
    BigDecimal distance = BigDecimal.valueOf(interval.getValueAs(Long.class));
    return Optional.of(
        new Bound(
            call.operand(0).toString(),
            interval
                .getValueAs(SqlIntervalLiteral.IntervalValue.class)
                .getIntervalQualifier()
                .isYearMonth(),
            call.getKind() == SqlKind.PLUS ? distance : distance.negate()));
  }
}
