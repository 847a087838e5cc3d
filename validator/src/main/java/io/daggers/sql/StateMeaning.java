package io.daggers.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.daggers.sql.table.SinkTable;
import io.daggers.sql.table.StreamTable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.table.types.logical.RowType;

/**
 * Names every operator of a compiled plan by what its state means: its own definition and all that
 * feeds it. Flink restores state into a query of another meaning without complaint; a name that
 * changes with the meaning is what stops it.
 */
final class StateMeaning {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern FLINK_UID = Pattern.compile("(\\d+)_(.*)");

  /** Operators that keep nothing from row to row, or give it away before every checkpoint. */
  private static final Set<String> STATELESS =
      Set.of(
          "calc",
          "correlate",
          "drop-update-before",
          "exchange",
          "expand",
          "sink",
          "table-source-scan",
          "union",
          "values",
          "watermark-assigner");

  private final Map<String, String> sources;
  private final Map<Integer, JsonNode> nodes = new LinkedHashMap<>();
  private final Map<Integer, List<Integer>> inputs = new HashMap<>();
  private final Map<Integer, RowsMeaning> known = new HashMap<>();
  private final Map<Integer, QueryPlan.Operator> operators = new LinkedHashMap<>();

  /**
   * @param plan the plan as Flink's compiled-plan JSON
   * @param sources what the rows of each table mean, by the table's name
   */
  StateMeaning(String plan, Map<String, String> sources) {
    this.sources = Map.copyOf(sources);
    JsonNode root = parse(plan);
    root.get("nodes").forEach(node -> nodes.put(node.get("id").asInt(), node));
    for (JsonNode edge : root.get("edges")) {
      inputs
          .computeIfAbsent(edge.get("target").asInt(), id -> new ArrayList<>())
          .add(edge.get("source").asInt());
    }
    nodes.forEach((id, node) -> operators.put(id, operator(id, node)));
  }

  private QueryPlan.Operator operator(int id, JsonNode node) {
    String role = role(node);
    return new QueryPlan.Operator(
        role + "-" + name(role, meaning(id)), role, isStateful(role, node));
  }

  /** What makes rows of its own is named by what they come from: itself. */
  private static String name(String role, RowsMeaning rows) {
    return NodeMeaning.passesOn(role) ? Digest.brief(rows.all()) : rows.origin();
  }

  /** Only sessions must be remembered while rows are put into windows. */
  private static boolean isStateful(String role, JsonNode node) {
    return role.equals("window-table-function") ? isOfSessions(node) : !STATELESS.contains(role);
  }

  /**
   * Gives every operator its uid, in place of those that Flink made from node numbers. Sources have
   * named themselves.
   */
  QueryPlan assign(List<Transformation<?>> sinks, SinkTable sink) {
    List<Transformation<?>> parts = parts(sinks);
    IdentityHashMap<Transformation<?>, String> readers = ReaderNames.of(parts, this::operator);
    Map<String, Integer> used = new HashMap<>();
    SortedMap<String, QueryPlan.Operator> sources = new TreeMap<>();
    for (Transformation<?> part : parts) {
      if (part.getUid() != null) {
        String name = readers.getOrDefault(part, named(part.getUid()));
        int times = used.merge(name, 1, Integer::sum);
        String uid = times == 1 ? name : name + "-" + times;
        part.setUid(uid);
        if (StreamTable.isSourceUid(uid)) {
          sources.put(uid, new QueryPlan.Operator(uid, "source", true));
        }
      }
    }
    List<QueryPlan.Operator> all = new ArrayList<>(sources.values());
    all.addAll(operators.values());
    all.add(new QueryPlan.Operator(sink.uid(), "sink", sink.keepsState()));
    return new QueryPlan(all, descriptions(), List.of(), null);
  }

  /**
   * The uids of operators that copy each row they are given before they look at the next, so that
   * whoever gave it may use it again. Others may keep the row itself.
   */
  Set<String> copying() {
    return nodes.entrySet().stream()
        .filter(node -> role(node.getValue()).equals("window-aggregate"))
        .filter(node -> !isOfSessions(node.getValue()))
        .map(node -> operators.get(node.getKey()).uid())
        .collect(Collectors.toSet());
  }

  private static boolean isOfSessions(JsonNode node) {
    return node.toString().contains("SessionWindow");
  }

  private Map<String, StateDescription> descriptions() {
    StateDescriptions words = new StateDescriptions(nodes, inputs, sources);
    Map<String, StateDescription> all = new HashMap<>();
    operators.forEach(
        (id, operator) -> {
          if (operator.stateful()) {
            all.put(operator.uid(), words.of(id));
          }
        });
    return all;
  }

  /**
   * How rows may change after they are written.
   *
   * @param columns the query's output columns
   */
  RowChanges changes(RowType columns) {
    JsonNode sink =
        nodes.values().stream().filter(node -> role(node).equals("sink")).findFirst().orElseThrow();
    Set<String> kinds = new HashSet<>();
    sink.path("inputChangelogMode").forEach(kind -> kinds.add(kind.asText()));
    List<String> key = new ArrayList<>();
    sink.path("inputUpsertKey").forEach(i -> key.add(columns.getFieldNames().get(i.asInt())));
    return new RowChanges(
        kinds.contains("UPDATE_AFTER"),
        kinds.contains("UPDATE_BEFORE") || kinds.contains("DELETE"),
        sink.has("inputUpsertKey") ? key : null);
  }

  /** The operators that take the rows of one, as the plan has them. */
  List<JsonNode> takers(int id) {
    return nodes.entrySet().stream()
        .filter(node -> inputs.getOrDefault(node.getKey(), List.of()).contains(id))
        .map(Map.Entry::getValue)
        .toList();
  }

  private static List<Transformation<?>> parts(List<Transformation<?>> sinks) {
    Set<Transformation<?>> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Transformation<?>> parts = new ArrayList<>();
    Deque<Transformation<?>> open = new ArrayDeque<>(sinks);
    while (!open.isEmpty()) {
      Transformation<?> part = open.poll();
      if (seen.add(part)) {
        parts.add(part);
        open.addAll(part.getInputs());
      }
    }
    return parts;
  }

  private String named(String uid) {
    Matcher matcher = FLINK_UID.matcher(uid);
    return operator(uid)
        .filter(operator -> matcher.matches())
        .map(operator -> operator.uid() + "-" + matcher.group(2))
        .orElse(uid);
  }

  /** The operator that a uid made by Flink is of. */
  private Optional<QueryPlan.Operator> operator(String uid) {
    Matcher matcher = FLINK_UID.matcher(uid);
    return matcher.matches()
        ? Optional.ofNullable(operators.get(Integer.parseInt(matcher.group(1))))
        : Optional.empty();
  }

  private RowsMeaning meaning(int id) {
    RowsMeaning meaning = known.get(id);
    if (meaning == null) {
      JsonNode node = nodes.get(id);
      List<NodeMeaning.Input> from =
          inputs.getOrDefault(id, List.of()).stream()
              .map(
                  input ->
                      new NodeMeaning.Input(meaning(input), nodes.get(input).get("outputType")))
              .toList();
      meaning = NodeMeaning.of(role(node), node, from, sources);
      known.put(id, meaning);
    }
    return meaning;
  }

  /** {@code stream-exec-window-aggregate_1} as {@code window-aggregate}. */
  static String role(JsonNode node) {
    return node.get("type").asText().replaceFirst("^stream-exec-", "").replaceFirst("_\\d+$", "");
  }

  private static JsonNode parse(String plan) {
    try {
      return JSON.readTree(plan);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Flink wrote a plan that is not JSON", e);
    }
  }
}
