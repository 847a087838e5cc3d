package io.daggers.sql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeParser;

/**
 * What the rows that a node of a compiled plan gives away mean: not what they are called, and for
 * what keeps nothing not how it gets there either.
 */
final class NodeMeaning {

  /** Of a node's definition, what is a number, a name, or follows from the nodes below. */
  private static final List<String> WITHOUT_MEANING =
      List.of(
          "configuration",
          "description",
          "id",
          "inputProperties",
          "localAggInputRowType",
          "namedWindowProperties",
          "outputType");

  private static final List<String> PLACES_IN_WINDOWING =
      List.of("timeAttributeIndex", "windowStart", "windowEnd", "sliceEnd");

  private static final Pattern TIME_INTERVAL =
      Pattern.compile("INTERVAL (DAY|HOUR|MINUTE|SECOND).*");

  private static final Set<String> PASSES_ON =
      Set.of("calc", "correlate", "exchange", "table-source-scan");

  private static final String SCAN = "scanTableSource";

  private NodeMeaning() {}

  /** Whether the rows a node gives away are those it is given, with other columns or fewer. */
  static boolean passesOn(String role) {
    return PASSES_ON.contains(role);
  }

  /** What a node gives away, and what it says of the types of its columns. */
  record Input(RowsMeaning rows, JsonNode outputType) {}

  /**
   * @param tables what the rows of each table mean, by the table's name
   */
  static RowsMeaning of(
      String role, JsonNode node, List<Input> inputs, Map<String, String> tables) {
    return switch (role) {
      case "table-source-scan" -> scan(node, tables);
      case "exchange" -> inputs.get(0).rows();
      case "calc" -> calc(node, inputs.get(0).rows());
      case "correlate" -> correlate(node, inputs.get(0));
      case "window-aggregate" -> aggregate(node, inputs.get(0));
      case "join", "interval-join", "window-join" -> join(node, inputs);
      // Rows come as they come: which of the inputs is named first says nothing.
      case "union" -> fresh(node, inputs.stream().map(NodeMeaning::asKept).sorted());
      default -> fresh(node, inputs.stream().map(NodeMeaning::asKept));
    };
  }

  /** The table's rows and columns. Two tables of one schema are two, whatever topics they read. */
  private static RowsMeaning scan(JsonNode node, Map<String, String> tables) {
    String identifier = node.at("/" + SCAN + "/table/identifier").asText();
    String table = identifier.replaceAll(".*\\.`|`", "");
    List<String> columns =
        columns(node.get("outputType")).stream()
            .map(column -> column.name() + " " + shallow(column.type()))
            .toList();
    return new RowsMeaning(table + " " + tables.get(table), new TreeSet<>(), columns);
  }

  private static RowsMeaning calc(JsonNode node, RowsMeaning input) {
    JsonNode condition = node.path("condition");
    RowsMeaning rows =
        condition.isObject() ? input.where(Expressions.over(input.columns(), condition)) : input;
    List<String> columns = new ArrayList<>();
    for (JsonNode expression : node.get("projection")) {
      boolean passedOn = Expressions.isColumn(expression);
      columns.add(
          passedOn
              ? input.columns().get(expression.get("inputIndex").asInt())
              : Expressions.over(input.columns(), expression).toString());
    }
    return new RowsMeaning(input.origin(), rows.conditions(), columns);
  }

  /** Rows as before, each as often as a function gives values for it, and those values. */
  private static RowsMeaning correlate(JsonNode node, Input input) {
    List<String> names = columns(input.outputType()).stream().map(Column::name).toList();
    JsonNode named = Expressions.named(names, input.rows().columns(), stripped(node));
    String origin = Digest.brief(named + "\n" + input.rows().withoutColumns().all());
    List<String> columns = new ArrayList<>(input.rows().columns());
    int more = columns(node.get("outputType")).size() - columns.size();
    IntStream.range(0, more).forEach(i -> columns.add(origin + " " + i));
    return new RowsMeaning(origin, new TreeSet<>(), columns);
  }

  /** Of what it is given it keeps only what it is told to. */
  private static RowsMeaning aggregate(JsonNode node, Input input) {
    List<String> types = columns(input.outputType()).stream().map(Column::type).toList();
    List<String> kept =
        IntStream.range(0, types.size())
            .mapToObj(i -> input.rows().columns().get(i) + " " + types.get(i))
            .toList();
    ObjectNode told = (ObjectNode) stripped(node);
    replace(told, "grouping", kept);
    for (JsonNode call : told.path("aggCalls")) {
      replace((ObjectNode) call, "argList", kept);
      replace((ObjectNode) call, "filterArg", kept);
    }
    for (String place : PLACES_IN_WINDOWING) {
      replace((ObjectNode) told.get("windowing"), place, kept);
    }
    return fresh(node, told, Stream.of(input.rows().withoutColumns().all()));
  }

  private static void replace(ObjectNode in, String numbers, List<String> by) {
    JsonNode value = in.path(numbers);
    if (value.isInt()) {
      in.put(numbers, value.asInt() < 0 ? "" : by.get(value.asInt()));
    } else if (value instanceof ArrayNode array) {
      ArrayNode columns = JsonNodeFactory.instance.arrayNode();
      array.forEach(number -> columns.add(by.get(number.asInt())));
      in.set(numbers, columns);
    }
  }

  /**
   * An inner join keeps the rows of both sides whatever else it asks of a pair; that only says
   * which pairs it gives away.
   */
  private static RowsMeaning join(JsonNode node, List<Input> inputs) {
    ObjectNode kept = (ObjectNode) stripped(node);
    JsonNode join = kept.findValue("joinSpec");
    if (join == null || !join.path("joinType").asText().equals("INNER")) {
      return fresh(node, inputs.stream().map(NodeMeaning::asKept));
    }
    JsonNode condition = ((ObjectNode) join).remove("nonEquiCondition");
    RowsMeaning pairs = fresh(node, kept, inputs.stream().map(NodeMeaning::asKept));
    return condition == null || !condition.isObject()
        ? pairs
        : pairs.where(Expressions.over(pairs.columns(), condition));
  }

  private static RowsMeaning fresh(JsonNode node, Stream<String> inputs) {
    return fresh(node, stripped(node), inputs);
  }

  private static RowsMeaning fresh(JsonNode node, JsonNode meaning, Stream<String> inputs) {
    StringBuilder text = new StringBuilder(Expressions.ordered(meaning).toString());
    inputs.forEach(input -> text.append('\n').append(input));
    List<String> columns =
        IntStream.range(0, columns(node.get("outputType")).size())
            .mapToObj(String::valueOf)
            .toList();
    return new RowsMeaning(Digest.brief(text.toString()), new TreeSet<>(), columns);
  }

  /** What takes rows as they come keeps all of them, nested fields it never asks for too. */
  private static String asKept(Input input) {
    return input.rows().all() + columns(input.outputType()).stream().map(Column::type).toList();
  }

  private record Column(String name, String type) {}

  private static List<Column> columns(JsonNode outputType) {
    List<Column> columns = new ArrayList<>();
    if (outputType.isTextual()) {
      for (RowType.RowField field : parse(outputType.asText()).getFields()) {
        columns.add(new Column(field.getName(), field.getType().asSerializableString()));
      }
    } else {
      for (JsonNode field : outputType.get("fields")) {
        String text = Expressions.plainType(field.get("fieldType"));
        columns.add(new Column(field.get("name").asText(), text));
      }
    }
    return columns;
  }

  /** What is inside a column counts where it is used. */
  private static String shallow(String type) {
    return type.replaceFirst("<.*", "");
  }

  private static RowType parse(String type) {
    LogicalType parsed = LogicalTypeParser.parse(type, NodeMeaning.class.getClassLoader());
    return (RowType) parsed;
  }

  private static JsonNode stripped(JsonNode node) {
    JsonNode copy = node.deepCopy();
    strip(copy);
    return copy;
  }

  /** Whether state expires changes how it is kept; after how long does not. */
  private static void stripDuration(JsonNode state) {
    boolean expires = !state.path("ttl").asText("0 ms").equals("0 ms");
    ((ObjectNode) state).put("ttl", expires);
  }

  /** Flink sums what is never NULL in one of two ways that keep the same. */
  private static void stripCall(ObjectNode call) {
    call.remove("name");
    boolean neverNull =
        call.path("type").asText().endsWith("NOT NULL") && call.path("filterArg").asInt() < 0;
    if (neverNull && call.path("internalName").asText().equals("$SUM$1")) {
      call.put("internalName", "$$SUM0$1");
    }
  }

  private static void strip(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove(WITHOUT_MEANING);
      object.path("aggCalls").forEach(call -> stripCall((ObjectNode) call));
      if (TIME_INTERVAL.matcher(object.path("type").asText()).matches()) {
        object.put("type", "INTERVAL");
      }
      object.path("state").forEach(NodeMeaning::stripDuration);
    }
    node.forEach(NodeMeaning::strip);
  }
}
