package io.daggers.sql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeParser;

/**
 * What a node of a compiled plan says about the meaning of state, and nothing else: no numbers, no
 * output names, no columns or nested fields that the query does not touch.
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

  private static final String SCAN = "scanTableSource";

  private NodeMeaning() {}

  /**
   * @param rows what the rows of each table mean, by the table's name
   */
  static String of(JsonNode node, Map<String, String> rows) {
    return node.has(SCAN) ? scan(node, rows) : stripped(node).toString();
  }

  /** The table's rows and the columns read of them; nested fields count where they are used. */
  private static String scan(JsonNode node, Map<String, String> rows) {
    String identifier = node.at("/" + SCAN + "/table/identifier").asText();
    String table = identifier.replaceAll(".*\\.`|`", "");
    ObjectNode meaning = JsonNodeFactory.instance.objectNode();
    meaning.put("rows", rows.get(table));
    ArrayNode columns = meaning.putArray("columns");
    JsonNode output = node.get("outputType");
    if (output.isTextual()) {
      for (RowType.RowField field : parse(output.asText()).getFields()) {
        columns.add(field.getName() + " " + shallow(field.getType().asSerializableString()));
      }
    } else {
      for (JsonNode field : output.get("fields")) {
        JsonNode type = field.get("fieldType");
        columns.add(
            field.get("name").asText()
                + " "
                + (type.isTextual() ? shallow(type.asText()) : type.toString()));
      }
    }
    return meaning.toString();
  }

  private static String shallow(String type) {
    return type.startsWith("ROW<") ? "ROW" : type;
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

  private static void strip(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove(WITHOUT_MEANING);
      object.path("aggCalls").forEach(call -> ((ObjectNode) call).remove("name"));
      object.path("state").forEach(NodeMeaning::stripDuration);
      boolean fieldOfColumn =
          object.path("kind").asText().equals("FIELD_ACCESS")
              && object.at("/expr/kind").asText().equals("INPUT_REF");
      if (fieldOfColumn) {
        ((ObjectNode) object.get("expr")).remove("type");
      }
    }
    node.forEach(NodeMeaning::strip);
  }
}
