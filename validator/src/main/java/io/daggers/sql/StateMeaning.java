package io.daggers.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  private static final int HASH_DIGITS = 16;

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
   */
  static StateMeaning of(String plan) {
    JsonNode root = parse(plan);
    Map<Integer, JsonNode> nodes = new LinkedHashMap<>();
    root.get("nodes").forEach(node -> nodes.put(node.get("id").asInt(), node));
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

  QueryPlan summary() {
    return new QueryPlan(List.copyOf(operators.values()));
  }

  /**
   * Replaces the uids that Flink made from node numbers. Operators the plan does not number, such
   * as sources, have named themselves.
   */
  void assign(List<Transformation<?>> sinks) {
    Set<Transformation<?>> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Map<String, Integer> used = new HashMap<>();
    Deque<Transformation<?>> open = new ArrayDeque<>(sinks);
    while (!open.isEmpty()) {
      Transformation<?> transformation = open.poll();
      if (!seen.add(transformation)) {
        continue;
      }
      String uid = transformation.getUid();
      if (uid != null) {
        String named = named(uid);
        int times = used.merge(named, 1, Integer::sum);
        transformation.setUid(times == 1 ? named : named + "-" + times);
      }
      open.addAll(transformation.getInputs());
    }
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
      StringBuilder text = new StringBuilder(withoutNumbers(nodes.get(id)).toString());
      for (int input : inputs.getOrDefault(id, List.of())) {
        text.append('\n').append(meaning(input, nodes, inputs, known));
      }
      meaning = hash(text.toString());
      known.put(id, meaning);
    }
    return meaning;
  }

  private static JsonNode withoutNumbers(JsonNode node) {
    JsonNode copy = node.deepCopy();
    strip(copy);
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

  private static String hash(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, HASH_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
