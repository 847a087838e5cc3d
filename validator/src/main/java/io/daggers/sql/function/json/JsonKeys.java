package io.daggers.sql.function.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.daggers.sql.function.reference.Described;
import io.daggers.sql.function.reference.Described.Example;
import io.daggers.sql.function.reference.Topic;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.functions.ScalarFunction;
import org.jspecify.annotations.Nullable;

/** The names of the members of a JSON object. */
@Described(
    name = "JSON_KEYS",
    topic = Topic.JSON,
    form = "JSON_KEYS(json STRING)",
    gives = "ARRAY<STRING>",
    does = "The names of the members of a JSON object, in their order.",
    nulls = "the argument is NULL, no JSON, or no object",
    examples = {
      @Example(sql = "JSON_KEYS('{\"b\":1,\"a\":{}}')", result = "[b, a]"),
      @Example(sql = "JSON_KEYS('[]')", result = "NULL")
    })
public final class JsonKeys extends ScalarFunction {

  private static final long serialVersionUID = 1L;

  public String @Nullable [] eval(@Nullable String json) {
    return JsonText.read(json).filter(JsonNode::isObject).map(JsonKeys::names).orElse(null);
  }

  private static String[] names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names.toArray(String[]::new);
  }
}
