package io.daggers.sql.function.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads and writes JSON without changing the numbers in it. */
final class JsonText {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .disable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .build();

  private JsonText() {}

  /** Nothing of NULL and of what is no JSON. */
  static Optional<JsonNode> read(@Nullable String json) {
    try {
      return json == null
          ? Optional.empty()
          : Optional.of(JSON.readTree(json)).filter(node -> !node.isMissingNode());
    } catch (JsonProcessingException e) {
      return Optional.empty(); // reading is the way to know
    }
  }

  /** Null where it cannot be written, as when it is nested too deep. */
  static @Nullable String write(JsonNode node) {
    try {
      return JSON.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      return null; // what could be read can nearly always be written
    }
  }
}
