package io.daggers.sql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Expressions of a compiled plan, written so that the same text means the same: columns by what
 * they are instead of by number, and the operands of what does not care for their order in order.
 */
final class Expressions {

  private static final String KIND = "kind";
  private static final String AND = "$AND$1";
  private static final Set<String> SYMMETRIC = Set.of(AND, "$OR$1", "$=$1", "$<>$1");

  /** What a comparison is called when its sides change places. */
  private static final Map<String, String> TURNED =
      Map.of("$>$1", "$<$1", "$<$1", "$>$1", "$>=$1", "$<=$1", "$<=$1", "$>=$1");

  private Expressions() {}

  static boolean isColumn(JsonNode expression) {
    return expression.path(KIND).asText().equals("INPUT_REF");
  }

  /** An expression over columns of the given meanings. */
  static JsonNode over(List<String> columns, JsonNode expression) {
    return rewritten(
        expression,
        each ->
            isColumn(each)
                ? Optional.of(columns.get(each.get("inputIndex").asInt()))
                : Optional.empty());
  }

  /** An expression that reaches out for columns of the given names and meanings. */
  static JsonNode named(List<String> names, List<String> columns, JsonNode expression) {
    return rewritten(
        expression,
        each -> {
          boolean reachesOut =
              each.path(KIND).asText().equals("FIELD_ACCESS")
                  && each.at("/expr/kind").asText().equals("CORREL_VARIABLE");
          int index = reachesOut ? names.indexOf(each.get("name").asText()) : -1;
          return index < 0 ? Optional.empty() : Optional.of(columns.get(index));
        });
  }

  static JsonNode ordered(JsonNode expression) {
    return rewritten(expression, each -> Optional.empty());
  }

  /** The conditions that must all hold for one to hold. */
  static Stream<JsonNode> conjuncts(JsonNode condition) {
    return condition.path("internalName").asText().equals(AND)
        ? operands(condition).stream().flatMap(Expressions::conjuncts)
        : Stream.of(condition);
  }

  private static JsonNode rewritten(
      JsonNode node, Function<JsonNode, Optional<String>> columnMeaning) {
    Optional<String> column = columnMeaning.apply(node);
    if (column.isPresent()) {
      ObjectNode meaning = JsonNodeFactory.instance.objectNode();
      meaning.put("column", column.get());
      // Who takes a value whole takes all that is inside it.
      meaning.set("type", node.get("type"));
      return meaning;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode elements = JsonNodeFactory.instance.arrayNode();
      array.forEach(each -> elements.add(rewritten(each, columnMeaning)));
      return elements;
    }
    if (isEventTime(node)) {
      return JsonNodeFactory.instance.textNode(plainType(node));
    }
    if (node instanceof ObjectNode object) {
      ObjectNode copy = JsonNodeFactory.instance.objectNode();
      object
          .properties()
          .forEach(each -> copy.set(each.getKey(), rewritten(each.getValue(), columnMeaning)));
      boolean readsField = copy.path(KIND).asText().equals("FIELD_ACCESS");
      if (readsField && copy.get("expr") instanceof ObjectNode of && !of.has("operands")) {
        of.remove("type");
      }
      return inOrder(copy);
    }
    return node;
  }

  private static boolean isEventTime(JsonNode type) {
    return type.path(KIND).asText().equals("ROWTIME") && type.has("precision");
  }

  /** A type as text. Where a table is read twice, Flink at times forgets what the event time is. */
  static String plainType(JsonNode type) {
    if (!isEventTime(type)) {
      return type.isTextual() ? type.asText() : type.toString();
    }
    boolean local = type.path("type").asText().equals("TIMESTAMP_WITH_LOCAL_TIME_ZONE");
    return "TIMESTAMP(%s)%s%s"
        .formatted(
            type.get("precision"),
            local ? " WITH LOCAL TIME ZONE" : "",
            type.path("nullable").asBoolean(true) ? "" : " NOT NULL");
  }

  private static JsonNode inOrder(ObjectNode call) {
    String name = call.path("internalName").asText();
    List<JsonNode> operands = operands(call);
    List<JsonNode> sorted = new ArrayList<>(operands);
    sorted.sort(Comparator.comparing(JsonNode::toString));
    if (SYMMETRIC.contains(name)) {
      call.putArray("operands").addAll(sorted);
    } else if (TURNED.containsKey(name) && !sorted.equals(operands)) {
      call.put("internalName", TURNED.get(name));
      call.putArray("operands").addAll(sorted);
    }
    return call;
  }

  private static List<JsonNode> operands(JsonNode call) {
    List<JsonNode> operands = new ArrayList<>();
    call.path("operands").forEach(operands::add);
    return operands;
  }
}
