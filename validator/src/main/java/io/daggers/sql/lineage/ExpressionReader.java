package io.daggers.sql.lineage;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.flink.table.planner.calcite.FlinkTypeFactory;

/**
 * The values that expressions over rows give; equal expressions over equal values give the same.
 */
final class ExpressionReader {

  private final Dependencies dependencies;
  private final Map<String, List<RowValue>> outer = new HashMap<>();
  private final Map<List<Object>, RowValue> known = new HashMap<>();

  ExpressionReader(Dependencies dependencies) {
    this.dependencies = dependencies;
  }

  /** Makes the columns of an outer query visible to its sub-queries. */
  void correlate(String variable, List<RowValue> columns) {
    outer.put(variable, columns);
  }

  /**
   * @param name what the value is called where nothing before it has a name
   */
  RowValue read(RexNode expression, String name, List<RowValue> row) {
    if (expression instanceof RexInputRef column) {
      return row.get(column.getIndex());
    }
    if (expression instanceof RexLiteral literal) {
      return noted(RowValue.constant(literal.getType(), literal.getValue4()));
    }
    if (expression instanceof RexFieldAccess access) {
      return fieldAccess(access, name, row);
    }
    if (expression instanceof RexCall call && !isMixed(call)) {
      return call(call, name, row);
    }
    return noted(RowValue.of(RowValue.Kind.MIXED, name, expression.getType()));
  }

  private RowValue fieldAccess(RexFieldAccess access, String name, List<RowValue> row) {
    int index = access.getField().getIndex();
    if (access.getReferenceExpr() instanceof RexCorrelVariable variable) {
      List<RowValue> columns = outer.getOrDefault(variable.id.getName(), List.of());
      return index < columns.size()
          ? columns.get(index)
          : noted(RowValue.of(RowValue.Kind.MIXED, name, access.getType()));
    }
    RowValue whole = read(access.getReferenceExpr(), name, row);
    String field = access.getField().getName();
    return known.computeIfAbsent(
        List.of(whole, field), key -> noted(whole.inside(field, access.getType())));
  }

  private RowValue call(RexCall call, String name, List<RowValue> row) {
    List<RowValue> inputs =
        call.getOperands().stream().map(operand -> read(operand, name, row)).toList();
    if (keepsTheValue(call)) {
      return inputs.get(0);
    }
    String operator = call.getOperator().getName();
    List<Object> identity =
        List.of(operator, call.getType(), inputs.stream().map(ExpressionReader::identity).toList());
    return known.computeIfAbsent(
        identity, key -> noted(RowValue.computed(name, call.getType(), operator, inputs)));
  }

  /** A cast that only drops what makes a column the event time, or that it may be NULL. */
  private static boolean keepsTheValue(RexCall call) {
    if (call.getKind() != SqlKind.CAST && call.getKind() != SqlKind.REINTERPRET) {
      return false;
    }
    var from = call.getOperands().get(0).getType();
    return FlinkTypeFactory.isTimeIndicatorType(from)
        || from.getSqlTypeName() == call.getType().getSqlTypeName();
  }

  private static Object identity(RowValue value) {
    return value.kind() == RowValue.Kind.CONSTANT
        ? List.of(value.type(), String.valueOf(value.constant()))
        : value;
  }

  private static boolean isMixed(RexCall call) {
    return call instanceof RexOver || call instanceof RexSubQuery || !RexUtil.isDeterministic(call);
  }

  private RowValue noted(RowValue value) {
    dependencies.note(value);
    return value;
  }
}
