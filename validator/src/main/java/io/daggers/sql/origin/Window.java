package io.daggers.sql.origin;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlIntervalLiteral;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;

/**
 * A window function in the FROM: {@code TABLE(TUMBLE(TABLE t, DESCRIPTOR(rowtime), ...))}.
 *
 * @param input the columns of the table it puts into windows
 */
public record Window(SqlCall call, Relation input) {

  /** The intervals of each function, in order. */
  private static final Map<String, List<String>> INTERVALS =
      Map.of(
          "TUMBLE", List.of("SIZE", "OFFSET"),
          "HOP", List.of("SLIDE", "SIZE", "OFFSET"),
          "CUMULATE", List.of("STEP", "SIZE", "OFFSET"),
          "SESSION", List.of("GAP"));

  /** The columns it adds. */
  static final List<String> COLUMNS = List.of("window_start", "window_end", "window_time");

  static boolean isWindow(SqlCall call) {
    return INTERVALS.containsKey(nameOf(call))
        && call.operandCount() > 0
        && isTable(call.operand(0));
  }

  public String name() {
    return nameOf(call);
  }

  /** An interval of its by the parameter's name: SIZE, SLIDE, STEP, GAP or OFFSET. */
  public Optional<SqlIntervalLiteral> interval(String parameter) {
    List<String> order = INTERVALS.get(name());
    int next = 0;
    for (SqlNode operand : call.getOperandList()) {
      if (!(value(operand) instanceof SqlIntervalLiteral length)) {
        continue;
      }
      String name =
          operand.getKind() == SqlKind.ARGUMENT_ASSIGNMENT
              ? ((SqlCall) operand).operand(1).toString().replace("`", "")
              : next < order.size() ? order.get(next) : "";
      next++;
      if (name.equalsIgnoreCase(parameter)) {
        return Optional.of(length);
      }
    }
    return Optional.empty();
  }

  /** The columns after PARTITION BY, which only sessions have. */
  public List<SqlNode> partition() {
    return value(call.operand(0)) instanceof SqlCall table
            && table.getKind() == SqlKind.SET_SEMANTICS_TABLE
            && table.operand(1) instanceof SqlNodeList keys
        ? keys.getList()
        : List.of();
  }

  /** The column of its DESCRIPTOR. */
  public Optional<Column> time() {
    return call.getOperandList().stream()
        .map(Window::value)
        .filter(node -> node.getKind() == SqlKind.DESCRIPTOR)
        .map(node -> ((SqlCall) node).operand(0))
        .filter(SqlIdentifier.class::isInstance)
        .map(node -> input.column(((SqlIdentifier) node).names.get(0)))
        .findFirst();
  }

  /** How long an interval of days, hours, minutes and seconds is; nothing for months and years. */
  public static Optional<Duration> duration(SqlIntervalLiteral literal) {
    var interval = literal.getValueAs(SqlIntervalLiteral.IntervalValue.class);
    return interval.getIntervalQualifier().isYearMonth()
        ? Optional.empty()
        : Optional.of(Duration.ofMillis(literal.getValueAs(Long.class)));
  }

  /** What stands in a place, without the name of the parameter. */
  static SqlNode value(SqlNode operand) {
    return operand.getKind() == SqlKind.ARGUMENT_ASSIGNMENT
        ? ((SqlCall) operand).operand(0)
        : operand;
  }

  private static boolean isTable(SqlNode operand) {
    SqlNode value = value(operand);
    return SqlKind.QUERY.contains(value.getKind())
        || value.getKind() == SqlKind.EXPLICIT_TABLE
        || value.getKind() == SqlKind.SET_SEMANTICS_TABLE;
  }

  private static String nameOf(SqlCall call) {
    return call.getOperator().getName().toUpperCase(Locale.ROOT);
  }
}
