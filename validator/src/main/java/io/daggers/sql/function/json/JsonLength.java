package io.daggers.sql.function.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.daggers.sql.function.reference.Described;
import io.daggers.sql.function.reference.Described.Example;
import io.daggers.sql.function.reference.Topic;
import org.apache.flink.table.functions.ScalarFunction;
import org.jspecify.annotations.Nullable;

/** How much a JSON array or object holds. */
@Described(
    name = "JSON_LENGTH",
    topic = Topic.JSON,
    form = "JSON_LENGTH(json STRING)",
    gives = "INT",
    does =
        "How many elements a JSON array or members a JSON object has. Of a part:"
            + " JSON_LENGTH(JSON_QUERY(json, '$.items')).",
    nulls = "the argument is NULL, no JSON, or neither an array nor an object",
    examples = {
      @Example(sql = "JSON_LENGTH('[1,2,3]')", result = "3"),
      @Example(sql = "JSON_LENGTH('{\"a\":1}')", result = "1"),
      @Example(sql = "JSON_LENGTH('7')", result = "NULL")
    })
public final class JsonLength extends ScalarFunction {

  private static final long serialVersionUID = 1L;

  public @Nullable Integer eval(@Nullable String json) {
    return JsonText.read(json).filter(JsonNode::isContainerNode).map(JsonNode::size).orElse(null);
  }
}
