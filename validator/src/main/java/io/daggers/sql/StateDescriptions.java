package io.daggers.sql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts the operators of a compiled plan into words. What it does not know it leaves out. */
final class StateDescriptions {

  private static final Pattern FUNCTION = Pattern.compile("\\$+([A-Z_0-9]+?)\\$\\d+");
  private static final List<String> WITHOUT_MEANING =
      List.of(
          "configuration",
          "description",
          "id",
          "inputProperties",
          "localAggInputRowType",
          "namedWindowProperties",
          "outputType",
          "state");

  private final Map<Integer, JsonNode> nodes;
  private final Map<Integer, List<Integer>> inputs;
  private final Map<String, String> rows;
  private final ColumnNames names;

  /**
   * @param nodes of the plan, by id
   * @param inputs the nodes that feed a node, by its id
   * @param rows what the rows of each table mean, by the table's name
   */
  StateDescriptions(
      Map<Integer, JsonNode> nodes, Map<Integer, List<Integer>> inputs, Map<String, String> rows) {
    this.nodes = nodes;
    this.inputs = inputs;
    this.rows = rows;
    this.names = new ColumnNames(nodes, inputs);
  }

  StateDescription of(int id) {
    JsonNode node = nodes.get(id);
    String window = window(node.at("/windowing/window"));
    String keys = String.join(", ", keys(id, node));
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("the window", window);
    parts.put("the grouping", keys);
    parts.put("the aggregates", String.join(", ", aggregates(id, node)));
    parts.put(
        "the time between the two sides", interval(node.at("/intervalJoinSpec/windowBounds")));
    parts.put("its own definition", StateDescription.HIDDEN + own(node));
    Set<String> filters = new LinkedHashSet<>();
    Set<String> expressions = new LinkedHashSet<>();
    Set<String> scans = new TreeSet<>();
    Set<String> below = new LinkedHashSet<>();
    for (int other : upstream(id)) {
      sort(nodes.get(other), filters, expressions, scans, below);
    }
    parts.put("the filter before it", StateDescription.HIDDEN + Digest.brief(filters.toString()));
    parts.put("the tables it reads", String.join("; ", scans));
    parts.put("an operator before it", StateDescription.HIDDEN + Digest.brief(below.toString()));
    parts.put(
        "an expression before it", StateDescription.HIDDEN + Digest.brief(expressions.toString()));
    dropWhatFollows(parts);
    return new StateDescription(what(StateMeaning.role(node), window, keys), parts);
  }

  /** An own definition that is told by its parts is not told again. */
  private static void dropWhatFollows(Map<String, String> parts) {
    boolean isTold =
        !parts.get("the aggregates").isEmpty()
            || !parts.get("the time between the two sides").isEmpty();
    if (isTold) {
      parts.remove("its own definition");
    }
    parts.values().removeIf(String::isEmpty);
  }

  private static String what(String role, String window, String keys) {
    String per = keys.isEmpty() ? "" : " per " + keys;
    String of = window.isEmpty() ? "" : " of " + window;
    return switch (role) {
      case "window-aggregate", "group-window-aggregate" -> "the totals" + per + of;
      case "group-aggregate" -> "the running totals" + per;
      case "window-join" -> "the rows that the join" + of + " holds";
      case "interval-join" -> "the rows that the interval join holds";
      case "join", "multi-join" -> "the rows that the join holds";
      case "temporal-join" -> "the versions that the temporal join holds";
      case "over-aggregate" -> "the rows of the OVER window" + per;
      case "deduplicate" -> "which rows were seen already" + per;
      case "window-deduplicate" -> "the row to keep" + per + of;
      case "rank" -> "the best rows" + per;
      case "window-rank" -> "the best rows" + per + of;
      case "match" -> "the patterns that have begun to match" + per;
      case "window-table-function" -> "the sessions that are open";
      case "sort", "temporal-sort", "sort-limit" -> "the rows that wait to be sorted";
      default -> "what the operator " + role + " keeps" + per;
    };
  }

  private static String own(JsonNode node) {
    return Digest.brief(definition(node));
  }

  /** What the node does, without what is a number or a name. */
  private static String definition(JsonNode node) {
    ObjectNode copy = node.deepCopy();
    copy.remove(WITHOUT_MEANING);
    return copy.toString();
  }

  /** All nodes that feed a node, each once. */
  private Set<Integer> upstream(int id) {
    Set<Integer> seen = new LinkedHashSet<>();
    Deque<Integer> open = new ArrayDeque<>(inputs.getOrDefault(id, List.of()));
    while (!open.isEmpty()) {
      int next = open.poll();
      if (seen.add(next)) {
        open.addAll(inputs.getOrDefault(next, List.of()));
      }
    }
    return seen;
  }

  private void sort(
      JsonNode node,
      Set<String> filters,
      Set<String> expressions,
      Set<String> scans,
      Set<String> below) {
    String role = StateMeaning.role(node);
    switch (role) {
      case "calc" -> {
        if (!node.path("condition").isNull()) {
          filters.add(node.path("condition").toString());
        }
        expressions.add(node.path("projection").toString());
      }
      case "table-source-scan" -> {
        String table =
            node.at("/scanTableSource/table/identifier").asText().replaceAll(".*\\.`|`", "");
        scans.add(table + " (" + rows.getOrDefault(table, "") + ")");
        expressions.add(node.path("outputType").toString());
      }
      case "exchange", "watermark-assigner", "union" -> {}
      default -> {
        // The first of two steps says nothing that the second does not.
        if (!role.startsWith("local-")) {
          below.add(definition(node));
        }
      }
    }
  }

  private List<String> keys(int id, JsonNode node) {
    List<String> keys = new ArrayList<>();
    JsonNode indexes = node.path("grouping");
    for (String path :
        List.of(
            "/partitionSpec/fields",
            "/overSpec/partition/fields",
            "/uniqueKeys",
            "/matchSpec/partition/fields")) {
      if (indexes.isMissingNode()) {
        indexes = node.at(path);
      }
    }
    indexes.forEach(index -> keys.add(names.name(names.input(id), index.asInt())));
    return keys;
  }

  private List<String> aggregates(int id, JsonNode node) {
    List<String> texts = new ArrayList<>();
    int input = localInput(id);
    List<JsonNode> calls = new ArrayList<>();
    node.path("aggCalls").forEach(calls::add);
    node.at("/overSpec/groups").forEach(group -> group.path("aggCalls").forEach(calls::add));
    for (JsonNode call : calls) {
      Matcher function = FUNCTION.matcher(call.path("internalName").asText());
      List<String> arguments = new ArrayList<>();
      call.path("argList").forEach(index -> arguments.add(names.name(input, index.asInt())));
      String text = arguments.isEmpty() ? "*" : String.join(", ", arguments);
      texts.add(
          (function.matches() ? function.group(1).replaceFirst("0$", "") : "an aggregate")
              + (call.path("distinct").asBoolean() ? "(DISTINCT " : "(")
              + text
              + ")"
              + (call.path("filterArg").asInt(-1) >= 0 ? " of some rows" : ""));
    }
    return texts;
  }

  /** What an aggregate's arguments count from: where it has two steps, what feeds the first. */
  private int localInput(int id) {
    int input = names.input(id);
    while (input >= 0) {
      String role = StateMeaning.role(nodes.get(input));
      if (role.startsWith("local-")) {
        return names.input(input);
      }
      if (!role.equals("exchange")) {
        break;
      }
      input = names.input(input);
    }
    return names.input(id);
  }

  private static String window(JsonNode window) {
    return switch (window.path("type").asText()) {
      case "TumblingWindow" -> duration(window, "size") + " windows";
      case "HoppingWindow" ->
          "%s windows every %s".formatted(duration(window, "size"), duration(window, "slide"));
      case "CumulativeWindow" ->
          "windows of up to %s in steps of %s"
              .formatted(duration(window, "maxSize"), duration(window, "step"));
      case "SessionWindow" -> "sessions with a gap of " + duration(window, "gap");
      default -> "";
    };
  }

  private static String duration(JsonNode window, String key) {
    try {
      return words(Duration.parse(window.path(key).asText()).toMillis());
    } catch (RuntimeException e) {
      // A window whose length Flink writes otherwise is still a window.
      return "other";
    }
  }

  private static String interval(JsonNode bounds) {
    if (bounds.isMissingNode()) {
      return "";
    }
    return "%s to %s"
        .formatted(
            signed(bounds.path("leftLowerBound").asLong()),
            signed(bounds.path("leftUpperBound").asLong()));
  }

  private static String signed(long millis) {
    return millis < 0 ? "-" + words(-millis) : words(millis);
  }

  /** Such as {@code 5-minute} or {@code 1-hour}. */
  private static String words(long millis) {
    if (millis != 0 && millis % 86_400_000 == 0) {
      return millis / 86_400_000 + "-day";
    }
    if (millis != 0 && millis % 3_600_000 == 0) {
      return millis / 3_600_000 + "-hour";
    }
    if (millis != 0 && millis % 60_000 == 0) {
      return millis / 60_000 + "-minute";
    }
    return millis % 1000 == 0 ? millis / 1000 + "-second" : millis + "-millisecond";
  }
}
