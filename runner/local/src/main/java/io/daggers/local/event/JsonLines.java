package io.daggers.local.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.daggers.local.LocalServiceException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** One event on each line, in protobuf's JSON; blank lines are passed over. */
public record JsonLines(Path file) implements EventFile {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public void read(EventShape shape, Receiver receiver)
      throws BadEventException, IOException, LocalServiceException, InterruptedException {
    String name = EventFile.nameOf(file);
    try (BufferedReader lines = EventFile.open(file)) {
      long number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank()) {
          receiver.receive(
              EventFile.withTime(shape, event(shape, line, name, number), name, number));
        }
      }
    }
  }

  private static Message event(EventShape shape, String line, String file, long number)
      throws BadEventException {
    DynamicMessage.Builder event = DynamicMessage.newBuilder(shape.descriptor());
    try {
      JsonFormat.parser().merge(line, event);
      return event.build();
    } catch (InvalidProtocolBufferException e) {
      throw BadEventException.at(file, number, problem(shape, line, e));
    }
  }

  /** The parser does not say which field it stumbles over, so the fields are tried one by one. */
  private static String problem(
      EventShape shape, String line, InvalidProtocolBufferException whole) {
    for (Map.Entry<String, JsonNode> field : fields(line)) {
      String alone = JSON.createObjectNode().set(field.getKey(), field.getValue()).toString();
      try {
        JsonFormat.parser().merge(alone, DynamicMessage.newBuilder(shape.descriptor()));
      } catch (InvalidProtocolBufferException e) {
        return "field %s: %s; see `dagger schemas %s`"
            .formatted(field.getKey(), e.getMessage(), shape.name());
      }
    }
    return "%s; write one event on each line, such as {\"%s\": ...}"
        .formatted(whole.getMessage(), shape.time().getName());
  }

  /** None where the line is no JSON object. */
  private static Set<Map.Entry<String, JsonNode>> fields(String line) {
    try {
      return JSON.readTree(line).properties();
    } catch (JsonProcessingException e) {
      // The exception that is being explained says it already.
      return Set.of();
    }
  }
}
