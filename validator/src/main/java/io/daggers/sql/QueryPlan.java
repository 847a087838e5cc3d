package io.daggers.sql;

import io.daggers.sql.table.ResultWindows;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What planning a query found out.
 *
 * @param operators the running parts of the query, sources first
 * @param descriptions what their states are, by uid, as far as there are words for it
 * @param columns the output columns, in order
 * @param windows those of the results, where nothing is kept beyond them and each row tells which
 *     it is of; null otherwise
 */
public record QueryPlan(
    List<Operator> operators,
    Map<String, StateDescription> descriptions,
    List<Column> columns,
    @Nullable ResultWindows windows) {

  /** What gives its rows when a window has ended, and keeps nothing longer. */
  private static final Set<String> ENDS_WITH_WINDOW =
      Set.of(
          "source",
          "sink",
          "window-aggregate",
          "global-window-aggregate",
          "window-join",
          "window-rank",
          "window-deduplicate");

  /** Gives rows of windows at once. */
  private static final String WINDOWED_ROWS = "window-table-function";

  public QueryPlan {
    operators = List.copyOf(operators);
    descriptions = Collections.unmodifiableMap(new TreeMap<>(descriptions));
    columns = List.copyOf(columns);
  }

  public QueryPlan(List<Operator> operators) {
    this(operators, Map.of(), List.of(), null);
  }

  /**
   * The same of a query that gives such windows.
   *
   * @param ofResults null where it does not
   */
  QueryPlan withWindows(@Nullable ResultWindows ofResults) {
    boolean endsWithThem =
        operators.stream()
            .noneMatch(
                operator ->
                    operator.role().equals(WINDOWED_ROWS)
                        || (operator.stateful() && !ENDS_WITH_WINDOW.contains(operator.role())));
    return new QueryPlan(operators, descriptions, columns, endsWithThem ? ofResults : null);
  }

  /**
   * An output column.
   *
   * @param type the kind of its type without lengths, such as {@code BIGINT} or {@code VARCHAR}
   */
  public record Column(String name, String type) {}

  /**
   * A running part of the query.
   *
   * @param uid names the operator's state: role and a hash of what the state means
   * @param role what it does, in Flink's words, such as {@code window-aggregate}
   * @param stateful whether it keeps anything from row to row
   */
  public record Operator(String uid, String role, boolean stateful) {}

  /** The uids of operators whose state must be carried for results to stay right. */
  public List<String> stateUids() {
    return operators.stream().filter(Operator::stateful).map(Operator::uid).distinct().toList();
  }
}
