package io.daggers.definition;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The shape of a YAML file as a JSON Schema, of draft 7: the one that editors know best. */
public final class YamlSchema {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private YamlSchema() {}

  /**
   * @param title the file, such as {@code dagger.yaml}
   */
  public static ObjectNode of(YamlShape file, String title) {
    ObjectNode schema = MAPPER.createObjectNode();
    schema.put("$schema", "http://json-schema.org/draft-07/schema#");
    schema.put("title", title);
    return schema.setAll(object(file));
  }

  private static ObjectNode object(YamlShape shape) {
    ObjectNode schema = MAPPER.createObjectNode().put("type", "object");
    if (shape.oneOnly()) {
      schema.put("minProperties", 1).put("maxProperties", 1);
    }
    ObjectNode properties = schema.putObject("properties");
    ArrayNode required = MAPPER.createArrayNode();
    for (YamlShape.Key key : shape.keys()) {
      ObjectNode property = type(key.type());
      property.put("description", key.description());
      properties.set(key.name(), property);
      if (key.isRequired()) {
        required.add(key.name());
      }
    }
    if (!required.isEmpty()) {
      schema.set("required", required);
    }
    return schema.put("additionalProperties", false);
  }

  private static ObjectNode type(YamlType type) {
    ObjectNode schema = MAPPER.createObjectNode();
    if (type instanceof YamlType.Scalar scalar) {
      scalar(scalar, schema);
    } else if (type instanceof YamlType.Whole whole) {
      schema.put("type", "integer").put("minimum", whole.least());
    } else if (type instanceof YamlType.ListOf list) {
      schema.put("type", "array");
      if (list.least() > 0) {
        schema.put("minItems", list.least());
      }
      schema.set("items", type(list.item()));
    } else if (type instanceof YamlType.MapOf map) {
      map(map, schema);
    } else if (type instanceof YamlType.AnyOf any && !any.types().isEmpty()) {
      ArrayNode types = schema.putArray("anyOf");
      any.types().forEach(one -> types.add(type(one)));
    } else if (type instanceof YamlType.ObjectOf object) {
      return object(object.shape());
    }
    return schema;
  }

  private static void scalar(YamlType.Scalar scalar, ObjectNode schema) {
    if (scalar.jsonTypes().size() == 1) {
      schema.put("type", scalar.jsonTypes().get(0));
    } else {
      ArrayNode types = schema.putArray("type");
      scalar.jsonTypes().forEach(types::add);
    }
    if (scalar.pattern() != null) {
      schema.put("pattern", scalar.pattern());
    }
    if (!scalar.values().isEmpty()) {
      ArrayNode values = schema.putArray("enum");
      scalar.values().forEach(values::add);
    }
  }

  private static void map(YamlType.MapOf map, ObjectNode schema) {
    schema.put("type", "object");
    if (map.least() > 0) {
      schema.put("minProperties", map.least());
    }
    if (map.most() < Integer.MAX_VALUE) {
      schema.put("maxProperties", map.most());
    }
    if (map.keyPattern() != null) {
      schema.putObject("propertyNames").put("pattern", map.keyPattern());
    }
    schema.set("additionalProperties", type(map.value()));
  }
}
