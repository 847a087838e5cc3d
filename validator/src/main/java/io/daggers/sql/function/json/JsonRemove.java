package io.daggers.sql.function.json;

import io.daggers.sql.function.reference.Argument;
import io.daggers.sql.function.reference.Described;
import io.daggers.sql.function.reference.Described.Example;
import io.daggers.sql.function.reference.Topic;
import org.apache.flink.table.functions.ScalarFunction;
import org.jspecify.annotations.Nullable;

/** JSON without one of its places. */
@Described(
    name = "JSON_REMOVE",
    topic = Topic.JSON,
    form = "JSON_REMOVE(json STRING, path STRING)",
    gives = "STRING",
    does =
        "The JSON text without one member of an object or element of an array; as it is where"
            + " there is no such place.",
    nulls = "an argument is NULL, the first is no JSON, or the path is $ alone",
    arguments = {Argument.ANYTHING, Argument.JSON_PATH},
    examples = {
      @Example(
          sql = "JSON_REMOVE('{\"a\":1,\"phone\":\"0812\"}', '$.phone')",
          result = "{\"a\":1}"),
      @Example(sql = "JSON_REMOVE('[1,2,3]', '$[0]')", result = "[2,3]"),
      @Example(sql = "JSON_REMOVE('not json', '$.a')", result = "NULL")
    })
public final class JsonRemove extends ScalarFunction {

  private static final long serialVersionUID = 1L;

  public @Nullable String eval(@Nullable String json, @Nullable String path) {
    return JsonEdit.remove(json, path);
  }
}
