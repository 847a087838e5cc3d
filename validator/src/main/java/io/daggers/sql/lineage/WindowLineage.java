package io.daggers.sql.lineage;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.calcite.rel.core.TableFunctionScan;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.flink.table.planner.calcite.RexTableArgCall;
import org.apache.flink.table.planner.functions.sql.SqlWindowTableFunction;

/** The windows that TUMBLE, HOP, CUMULATE and SESSION put rows into. */
final class WindowLineage {

  private static final int BOUNDS = 3;

  private WindowLineage() {}

  static boolean isWindow(TableFunctionScan function) {
    return function.getCall() instanceof RexCall call
        && call.getOperator() instanceof SqlWindowTableFunction
        && function.getInputs().size() == 1;
  }

  static RelationRows rows(TableFunctionScan function, RelationRows input, Reading reading) {
    RexCall call = (RexCall) function.getCall();
    String name = call.getOperator().getName();
    String definition =
        call.getOperands().stream()
            .skip(1)
            .map(RexNode::toString)
            .collect(Collectors.joining(", ", name + "(", ")"));
    List<RelDataTypeField> fields = function.getRowType().getFieldList();
    int first = fields.size() - BOUNDS;
    RowValue start = bound(RowValue.Kind.WINDOW_START, fields.get(first), definition);
    RowValue end = bound(RowValue.Kind.WINDOW_END, fields.get(first + 1), definition);
    RowValue time = bound(RowValue.Kind.WINDOW_TIME, fields.get(first + 2), definition);
    List<RowValue> columns = new ArrayList<>(input.columns().subList(0, first));
    columns.addAll(List.of(start, end, time));
    List<RowValue> partition = partition(call, input);
    note(name, start, end, time, partition, reading.dependencies);
    reading.windows.add(new WindowUse(definition, hasWindows(input)));
    if (name.equals("SESSION")) {
      reading.sessions.put(start, partition);
    }
    List<UniqueKey> keys = new ArrayList<>();
    for (UniqueKey key : input.keys()) {
      List<RowValue> values = new ArrayList<>(key.values());
      values.add(end);
      keys.add(new UniqueKey(new java.util.LinkedHashSet<>(values), key.ofGroups()));
    }
    return new RelationRows(columns, keys);
  }

  private static boolean hasWindows(RelationRows rows) {
    return rows.columns().stream()
        .anyMatch(value -> value.isWindowBound() || value.kind() == RowValue.Kind.WINDOW_TIME);
  }

  /** What tells a window's bounds: a session's depend on whose session it is, too. */
  private static void note(
      String function,
      RowValue start,
      RowValue end,
      RowValue time,
      Collection<RowValue> partition,
      Dependencies all) {
    all.add(List.of(end), time);
    all.add(List.of(time), end);
    all.add(with(end, partition), start);
    if (!function.equals("CUMULATE")) {
      all.add(with(start, partition), end);
    }
  }

  private static List<RowValue> with(RowValue bound, Collection<RowValue> partition) {
    List<RowValue> both = new ArrayList<>(partition);
    both.add(bound);
    return both;
  }

  private static List<RowValue> partition(RexCall call, RelationRows input) {
    List<RowValue> partition = new ArrayList<>();
    if (call.getOperands().get(0) instanceof RexTableArgCall table) {
      // A name that is not there has no place.
      IntStream.of(table.getPartitionKeys())
          .filter(key -> key >= 0)
          .forEach(key -> partition.add(input.columns().get(key)));
    }
    return partition;
  }

  private static RowValue bound(RowValue.Kind kind, RelDataTypeField field, String definition) {
    return RowValue.window(kind, field.getName(), field.getType(), definition);
  }
}
