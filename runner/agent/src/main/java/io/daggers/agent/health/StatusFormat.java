package io.daggers.agent.health;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.List;

/** What an agent answers, as JSON: instants as ISO-8601 text, what is not known as null. */
public final class StatusFormat {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private StatusFormat() {}

  public static String write(Status status) {
    return json(status);
  }

  static String write(List<HistoryLine> lines) {
    return json(lines);
  }

  private static String json(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer that cannot be written", e);
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

  /** Throws IllegalArgumentException where the text is not a dagger's history. */
  static List<HistoryLine> readHistory(String text) {
    try {
      return List.of(MAPPER.readValue(text, HistoryLine[].class));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a history: " + e.getOriginalMessage(), e);
    }
  }
}
