package io.daggers.sql.lineage;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.flink.table.planner.calcite.FlinkTypeFactory;

/** What conditions say about values: which are equal, and which times lie close together. */
final class Conditions {

  /** Two values that a condition holds equal. */
  record Equality(RowValue left, RowValue right) {}

  /** Every equality met so far. */
  final List<Equality> equalities = new ArrayList<>();

  private final ExpressionReader expressions;
  private final Dependencies dependencies;

  Conditions(ExpressionReader expressions, Dependencies dependencies) {
    this.expressions = expressions;
    this.dependencies = dependencies;
  }

  static List<RexNode> parts(RexNode condition) {
    return RelOptUtil.conjunctions(condition);
  }

  List<Equality> equalities(List<RexNode> parts, List<RowValue> row) {
    List<Equality> found = new ArrayList<>();
    for (RexNode part : parts) {
      boolean equal = part.isA(SqlKind.EQUALS) || part.isA(SqlKind.IS_NOT_DISTINCT_FROM);
      if (equal && part instanceof RexCall call) {
        found.add(
            new Equality(
                expressions.read(call.getOperands().get(0), "", row),
                expressions.read(call.getOperands().get(1), "", row)));
      }
    }
    equalities.addAll(found);
    return found;
  }

  /** Whether a condition is about the first columns only. */
  static boolean isWithin(RexNode part, int columns) {
    return RelOptUtil.InputFinder.bits(part).nextSetBit(columns) < 0;
  }

  /** Notes that either side tells the other. */
  void note(Equality equality) {
    dependencies.add(List.of(equality.left()), equality.right());
    dependencies.add(List.of(equality.right()), equality.left());
  }

  /** Whether both bounds of one window are held equal to those of another of the same kind. */
  static boolean joinWindows(List<Equality> equalities, Set<RowValue> left) {
    return joinBounds(equalities, left, RowValue.Kind.WINDOW_START)
        && joinBounds(equalities, left, RowValue.Kind.WINDOW_END);
  }

  /** Whether one bound of two windows of the same kind is held equal. */
  static boolean joinBounds(List<Equality> equalities, Set<RowValue> left, RowValue.Kind bound) {
    return equalities.stream()
        .anyMatch(
            e ->
                e.left().kind() == bound
                    && e.right().kind() == bound
                    && e.left().detail().equals(e.right().detail())
                    && left.contains(e.left()) != left.contains(e.right()));
  }

  /**
   * Whether the event times of two sides are held within a bounded distance.
   *
   * @param leftColumns how many of the columns belong to the left side
   */
  static boolean boundTimes(List<RexNode> parts, int leftColumns) {
    boolean notBefore = false;
    boolean notAfter = false;
    for (RexNode part : parts) {
      if (!(part instanceof RexCall call) || call.getOperands().size() != 2) {
        continue;
      }
      int first = time(call.getOperands().get(0));
      int second = time(call.getOperands().get(1));
      if (first < 0 || second < 0 || first < leftColumns == second < leftColumns) {
        continue;
      }
      boolean turned = first >= leftColumns;
      boolean greater = call.isA(List.of(SqlKind.GREATER_THAN, SqlKind.GREATER_THAN_OR_EQUAL));
      boolean less = call.isA(List.of(SqlKind.LESS_THAN, SqlKind.LESS_THAN_OR_EQUAL));
      boolean equal = call.isA(SqlKind.EQUALS);
      notBefore |= equal || (turned ? less : greater);
      notAfter |= equal || (turned ? greater : less);
    }
    return notBefore && notAfter;
  }

  /** The column of an event time, shifted by a constant or not; -1 for anything else. */
  private static int time(RexNode node) {
    if (node instanceof RexInputRef column) {
      return FlinkTypeFactory.isTimeIndicatorType(column.getType()) ? column.getIndex() : -1;
    }
    if (!(node instanceof RexCall call)) {
      return -1;
    }
    List<RexNode> varying =
        call.getOperands().stream().filter(operand -> !(operand instanceof RexLiteral)).toList();
    return varying.size() == 1 ? time(varying.get(0)) : -1;
  }
}
