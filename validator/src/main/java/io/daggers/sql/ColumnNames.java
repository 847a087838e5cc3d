package io.daggers.sql;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeParser;

/** Follows the columns of a compiled plan back to the names they have in the query. */
final class ColumnNames {

  private static final String SOMETHING = "an expression";

  private final Map<Integer, JsonNode> nodes;
  private final Map<Integer, List<Integer>> inputs;

  /**
   * @param nodes of the plan, by id
   * @param inputs the nodes that feed a node, by its id
   */
  ColumnNames(Map<Integer, JsonNode> nodes, Map<Integer, List<Integer>> inputs) {
    this.nodes = nodes;
    this.inputs = inputs;
  }

  /** The first node that feeds a node; -1 where there is none. */
  int input(int id) {
    List<Integer> all = inputs.getOrDefault(id, List.of());
    return all.isEmpty() ? -1 : all.get(0);
  }

  /** What a column is called in the query. */
  String name(int id, int index) {
    if (id < 0) {
      return SOMETHING;
    }
    JsonNode node = nodes.get(id);
    String role = StateMeaning.role(node);
    if (role.equals("exchange")) {
      return name(input(id), index);
    }
    if (role.equals("calc") && index < node.path("projection").size()) {
      return name(node.path("projection").get(index), id, index);
    }
    if (role.startsWith("local-") && index < node.path("grouping").size()) {
      return name(input(id), node.path("grouping").get(index).asInt());
    }
    return outputName(node, index);
  }

  private String name(JsonNode expression, int id, int index) {
    return switch (expression.path("kind").asText()) {
      case "INPUT_REF" -> name(input(id), expression.path("inputIndex").asInt());
      case "FIELD_ACCESS" ->
          name(expression.path("expr"), id, index) + "." + expression.path("name").asText();
      case "CALL" ->
          expression.path("internalName").asText().equals("$CAST$1")
              ? name(expression.path("operands").path(0), id, index)
              : outputName(nodes.get(id), index);
      default -> outputName(nodes.get(id), index);
    };
  }

  private static String outputName(JsonNode node, int index) {
    JsonNode output = node.path("outputType");
    String name =
        output.isTextual()
            ? fieldName(output.asText(), index)
            : output.path("fields").path(index).path("name").asText(SOMETHING);
    return name.contains("$") ? SOMETHING : name;
  }

  private static String fieldName(String type, int index) {
    try {
      List<String> names =
          ((RowType) LogicalTypeParser.parse(type, ColumnNames.class.getClassLoader()))
              .getFieldNames();
      return index < names.size() ? names.get(index) : SOMETHING;
    } catch (RuntimeException e) {
      // A type that has no such text is a column all the same; the name is only for people.
      return SOMETHING;
    }
  }
}
