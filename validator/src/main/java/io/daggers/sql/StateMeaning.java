package io.daggers.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.daggers.sql.table.Digest;
import io.daggers.sql.table.StreamTable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.api.dag.Transformation;

/**
 * Names every operator of a compiled plan by what its state means: its own definition and all that
 * feeds it. Flink restores state into a query of another meaning without complaint; a name that
 * changes with the meaning is what stops it.
 */
final class StateMeaning {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern FLINK_UID = Pattern.compile("(\\d+)_(.*)");
  private static final String SCAN = "scanTableSource";

  /** Of a node's definition, what says nothing about the meaning of its state. */
  private static final List<String> WITHOUT_MEANING =
      List.of("id", "description", "configuration", "inputProperties", "projectedFields");

  /** Operators that keep nothing from row to row, or give it away before every checkpoint. */
  private static final Set<String> STATELESS =
      Set.of(
          "calc",
          "correlate",
          "exchange",
          "expand",
          "local-group-aggregate",
          "local-window-aggregate",
          "sink",
          "table-source-scan",
          "union",
          "watermark-assigner");

  private final Map<Integer, QueryPlan.Operator> operators;

  private StateMeaning(Map<Integer, QueryPlan.Operator> operators) {
    this.operators = operators;
  }

  /**
   * @param plan the plan as Flink's compiled-plan JSON
   * @param sources what the rows of each table mean, by the table's name
   */
  static StateMeaning of(String plan, Map<String, String> sources) {
    JsonNode root = parse(plan);
    Map<Integer, JsonNode> nodes = new LinkedHashMap<>();
    for (JsonNode node : root.get("nodes")) {
      nodes.put(node.get("id").asInt(), withMeaning(node, sources));
    }
    Map<Integer, List<Integer>> inputs = new HashMap<>();
    root.get("edges")
        .forEach(
            edge ->
                inputs
                    .computeIfAbsent(edge.get("target").asInt(), id -> new ArrayList<>())
                    .add(edge.get("source").asInt()));
    Map<Integer, String> meanings = new HashMap<>();
    Map<Integer, QueryPlan.Operator> operators = new LinkedHashMap<>();
    for (Map.Entry<Integer, JsonNode> entry : nodes.entrySet()) {
      String role = role(entry.getValue());
      String uid = role + "-" + meaning(entry.getKey(), nodes, inputs, meanings);
      operators.put(entry.getKey(), new QueryPlan.Operator(uid, role, !STATELESS.contains(role)));
    }
    return new StateMeaning(operators);
  }

  /**
   * Gives every operator its uid, in place of those that Flink made from node numbers. Sources have
   * named themselves.
   */
  QueryPlan assign(List<Transformation<?>> sinks) {
    Set<Transformation<?>> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Map<String, Integer> used = new HashMap<>();
    SortedMap<String, QueryPlan.Operator> sources = new TreeMap<>();
    Deque<Transformation<?>> open = new ArrayDeque<>(sinks);
    while (!open.isEmpty()) {
      Transformation<?> transformation = open.poll();
      if (!seen.add(transformation)) {
        continue;
      }
      if (transformation.getUid() != null) {
        String name = named(transformation.getUid());
        int times = used.merge(name, 1, Integer::sum);
        String uid = times == 1 ? name : name + "-" + times;
        transformation.setUid(uid);
        if (StreamTable.isSourceUid(uid)) {
          sources.put(uid, new QueryPlan.Operator(uid, "source", true));
        }
      }
      open.addAll(transformation.getInputs());
    }
    List<QueryPlan.Operator> all = new ArrayList<>(sources.values());
    all.addAll(operators.values());
    return new QueryPlan(all);
  }

  private String named(String uid) {
    Matcher matcher = FLINK_UID.matcher(uid);
    if (!matcher.matches()) {
      return uid;
    }
    QueryPlan.Operator operator = operators.get(Integer.parseInt(matcher.group(1)));
    return operator == null ? uid : operator.uid() + "-" + matcher.group(2);
  }

  private static String meaning(
      int id,
      Map<Integer, JsonNode> nodes,
      Map<Integer, List<Integer>> inputs,
      Map<Integer, String> known) {
    String meaning = known.get(id);
    if (meaning == null) {
      StringBuilder text = new StringBuilder(nodes.get(id).toString());
      for (int input : inputs.getOrDefault(id, List.of())) {
        text.append('\n').append(meaning(input, nodes, inputs, known));
      }
      meaning = Digest.brief(text.toString());
      known.put(id, meaning);
    }
    return meaning;
  }

  /** The definition that is hashed; a scan means what its table's rows mean. */
  private static JsonNode withMeaning(JsonNode node, Map<String, String> sources) {
    JsonNode copy = node.deepCopy();
    strip(copy);
    if (copy.has(SCAN)) {
      String identifier = copy.at("/" + SCAN + "/table/identifier").asText();
      String table = identifier.replaceAll(".*\\.`|`", "");
      ((ObjectNode) copy).put("rows", sources.get(table));
    }
    return copy;
  }

  private static void strip(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove(WITHOUT_MEANING);
      object.forEach(StateMeaning::strip);
    } else if (node instanceof ArrayNode array) {
      array.forEach(StateMeaning::strip);
    }
  }

  /** {@code stream-exec-global-window-aggregate_1} as {@code global-window-aggregate}. */
  private static String role(JsonNode node) {
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
