package io.daggers.sql;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What planning a query found out.
 *
 * @param operators the running parts of the query, sources first
 * @param descriptions what their states are, by uid, as far as there are words for it
 * @param columns the output columns, in order
 */
public record QueryPlan(
    List<Operator> operators, Map<String, StateDescription> descriptions, List<Column> columns) {

  public QueryPlan {
    operators = List.copyOf(operators);
    descriptions = Collections.unmodifiableMap(new TreeMap<>(descriptions));
    columns = List.copyOf(columns);
  }

  public QueryPlan(List<Operator> operators) {
    this(operators, Map.of(), List.of());
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
