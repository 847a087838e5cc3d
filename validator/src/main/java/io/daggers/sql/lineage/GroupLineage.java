package io.daggers.sql.lineage;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/** Rows that are gathered into groups, by GROUP BY or DISTINCT. */
final class GroupLineage {

  /** The words of SQL before there were window functions in FROM. */
  private static final Set<String> OLD_WINDOWS = Set.of("$TUMBLE", "$HOP", "$SESSION");

  private final Reading reading;

  GroupLineage(Reading reading) {
    this.reading = reading;
  }

  RelationRows rows(Aggregate aggregate, RelationRows input) {
    Clauses.Grouping clause = reading.clauses.groupings.poll();
    List<RowValue> keys =
        aggregate.getGroupSet().asList().stream().map(input.columns()::get).toList();
    List<RowValue> columns = new ArrayList<>(keys);
    List<String> names = aggregate.getRowType().getFieldNames();
    for (AggregateCall call : aggregate.getAggCallList()) {
      RowValue gathered =
          RowValue.of(RowValue.Kind.AGGREGATE, names.get(columns.size()), call.getType());
      reading.dependencies.addGathered(keys, gathered);
      columns.add(gathered);
    }
    if (clause != null && !clause.distinct() && aggregate.getGroupSets().size() == 1) {
      noteItems(keys, clause.items());
    }
    keep(aggregate, keys, clause);
    return new RelationRows(columns, List.of(new UniqueKey(new LinkedHashSet<>(keys), true)));
  }

  private void noteItems(List<RowValue> keys, List<SqlNode> items) {
    if (items.size() == keys.size()) {
      for (int i = 0; i < items.size(); i++) {
        reading.groupItems.put(keys.get(i), items.get(i));
      }
    }
  }

  private void keep(Aggregate aggregate, List<RowValue> keys, Clauses.@Nullable Grouping clause) {
    if (isWindowed(keys)) {
      return;
    }
    SqlNode at = clause == null ? null : clause.at();
    List<RowValue> bounds = keys.stream().filter(RowValue::isWindowBound).toList();
    if (bounds.size() == 1) {
      boolean isStart = bounds.get(0).kind() == RowValue.Kind.WINDOW_START;
      reading.keep(KeptState.Kind.HALF_WINDOW, at, keys, isStart ? "window_end" : "window_start");
    } else if (aggregate.getAggCallList().isEmpty() && (clause == null || clause.distinct())) {
      reading.keep(KeptState.Kind.DISTINCT, at, keys, "");
    } else {
      reading.keep(KeptState.Kind.AGGREGATE, at, keys, words(aggregate.getAggCallList()));
    }
  }

  /** Whether groups end with a window. */
  static boolean isWindowed(List<RowValue> keys) {
    boolean old = keys.stream().anyMatch(key -> OLD_WINDOWS.contains(key.detail()));
    return old
        || keys.stream()
            .filter(key -> key.kind() == RowValue.Kind.WINDOW_START)
            .anyMatch(
                start ->
                    keys.stream()
                        .anyMatch(
                            key ->
                                key.kind() == RowValue.Kind.WINDOW_END
                                    && key.detail().equals(start.detail())));
  }

  private static String words(List<AggregateCall> calls) {
    if (calls.isEmpty()) {
      return "a row";
    }
    if (calls.size() > 1) {
      return calls.size() + " aggregates";
    }
    AggregateCall call = calls.get(0);
    if (call.isDistinct()) {
      return "all distinct values";
    }
    return switch (call.getAggregation().getKind()) {
      case COUNT -> "a count";
      case SUM, SUM0 -> "a sum";
      case AVG -> "an average";
      case MAX -> "a maximum";
      case MIN -> "a minimum";
      default -> "an aggregate";
    };
  }
}
