package io.daggers.agent.health;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/** A status as JSON: instants as ISO-8601 text, what is not known as null. */
public final class StatusFormat {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private StatusFormat() {}

  public static String write(Status status) {
    try {
      return MAPPER.writeValueAsString(status);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a status that cannot be written", e);
    }
  }

  /** Throws IllegalArgumentException where the text is not a status. */
  public static Status read(String text) {
    try {
      return MAPPER.readValue(text, Status.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a status: " + e.getOriginalMessage(), e);
    }
  }
}
