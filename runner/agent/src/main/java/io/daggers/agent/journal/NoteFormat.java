package io.daggers.agent.journal;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/** A note as one line of JSON, which begins otherwise than any entry. */
final class NoteFormat {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String BEGINNING = "{\"note\":";

  private NoteFormat() {}

  /**
   * @param name under which it replaces the one before
   */
  @JsonPropertyOrder({"note", "values"})
  record Note(@JsonProperty("note") String name, Map<String, String> values) {
    Note {
      values = Map.copyOf(values);
    }
  }

  static boolean isNote(String line) {
    return line.startsWith(BEGINNING);
  }

  static String write(Note note) {
    try {
      return MAPPER.writeValueAsString(note);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a note that cannot be written", e);
    }
  }

  /** Throws IllegalArgumentException where the line is not a note. */
  static Note read(String line) {
    try {
      return MAPPER.readValue(line, Note.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a note: " + e.getOriginalMessage(), e);
    }
  }
}
