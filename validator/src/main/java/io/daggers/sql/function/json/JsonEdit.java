package io.daggers.sql.function.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.daggers.sql.function.reference.JsonPath;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Changes one place of a JSON text. Null where that is not possible. */
final class JsonEdit {

  private JsonEdit() {}

  static @Nullable String set(@Nullable String json, @Nullable String at, JsonNode value) {
    Optional<JsonPath> path = path(at);
    Optional<JsonNode> root = JsonText.read(json);
    if (path.isEmpty() || root.isEmpty()) {
      return null;
    }
    if (path.get().isRoot()) {
      return JsonText.write(value);
    }
    JsonNode holder = root.get().at(path.get().parent());
    Object last = path.get().last();
    if (holder instanceof ObjectNode object && last instanceof String name) {
      object.set(name, value);
    } else if (holder instanceof ArrayNode array && last instanceof Integer index) {
      if (index > array.size()) {
        return null;
      }
      if (index == array.size()) {
        array.add(value);
      } else {
        array.set(index, value);
      }
    } else {
      return null;
    }
    return JsonText.write(root.get());
  }

  static @Nullable String remove(@Nullable String json, @Nullable String at) {
    Optional<JsonPath> path = path(at).filter(each -> !each.isRoot());
    Optional<JsonNode> root = JsonText.read(json);
    if (path.isEmpty() || root.isEmpty()) {
      return null;
    }
    JsonNode holder = root.get().at(path.get().parent());
    Object last = path.get().last();
    if (holder instanceof ObjectNode object && last instanceof String name) {
      object.remove(name);
    } else if (holder instanceof ArrayNode array && last instanceof Integer index) {
      array.remove(index.intValue());
    }
    return JsonText.write(root.get());
  }

  private static Optional<JsonPath> path(@Nullable String path) {
    return path == null ? Optional.empty() : JsonPath.of(path);
  }
}
