package io.daggers.sql.function.json;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.daggers.sql.function.reference.Argument;
import io.daggers.sql.function.reference.Described;
import io.daggers.sql.function.reference.Described.Example;
import io.daggers.sql.function.reference.Topic;
import org.apache.flink.table.functions.ScalarFunction;
import org.jspecify.annotations.Nullable;

/** JSON with another value at one place. */
@Described(
    name = "JSON_SET",
    topic = Topic.JSON,
    form = "JSON_SET(json STRING, path STRING, value STRING, number or BOOLEAN)",
    gives = "STRING",
    does =
        "The JSON text with a value at one place, put in place of what is there or added: a"
            + " member of an object, or an element of an array up to one behind its end. A text is"
            + " put in as a text.",
    nulls = "an argument is NULL, the first is no JSON, or what should hold the place is not there",
    arguments = {Argument.ANYTHING, Argument.JSON_PATH},
    examples = {
      @Example(sql = "JSON_SET('{\"a\":{\"b\":1}}', '$.a.b', 2)", result = "{\"a\":{\"b\":2}}"),
      @Example(sql = "JSON_SET('{}', '$.city', 'jakarta')", result = "{\"city\":\"jakarta\"}"),
      @Example(sql = "JSON_SET('{}', '$.a.b', 2)", result = "NULL"),
      @Example(sql = "JSON_SET('not json', '$.a', 2)", result = "NULL")
    })
public final class JsonSet extends ScalarFunction {

  private static final long serialVersionUID = 1L;

  public @Nullable String eval(
      @Nullable String json, @Nullable String path, @Nullable String value) {
    return value == null ? null : JsonEdit.set(json, path, TextNode.valueOf(value));
  }

  public @Nullable String eval(
      @Nullable String json, @Nullable String path, @Nullable Boolean value) {
    return value == null ? null : JsonEdit.set(json, path, BooleanNode.valueOf(value));
  }

  public @Nullable String eval(
      @Nullable String json, @Nullable String path, @Nullable Integer value) {
    return value == null ? null : JsonEdit.set(json, path, IntNode.valueOf(value));
  }

  public @Nullable String eval(@Nullable String json, @Nullable String path, @Nullable Long value) {
    return value == null ? null : JsonEdit.set(json, path, LongNode.valueOf(value));
  }

  public @Nullable String eval(
      @Nullable String json, @Nullable String path, @Nullable Double value) {
    return value == null || !Double.isFinite(value)
        ? null
        : JsonEdit.set(json, path, DoubleNode.valueOf(value));
  }
}
