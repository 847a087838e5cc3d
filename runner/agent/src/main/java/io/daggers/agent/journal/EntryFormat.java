package io.daggers.agent.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.daggers.definition.DaggerName;
import io.daggers.job.bundle.Fingerprint;
import java.io.IOException;
import java.util.function.Function;

/** An entry as one line of JSON. */
final class EntryFormat {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addModule(
              new SimpleModule()
                  .addSerializer(DaggerName.class, ToStringSerializer.instance)
                  .addDeserializer(DaggerName.class, parsed(DaggerName::parse))
                  .addSerializer(Fingerprint.class, ToStringSerializer.instance)
                  .addDeserializer(Fingerprint.class, parsed(Fingerprint::new)))
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
          .build();

  private EntryFormat() {}

  static String write(Entry entry) {
    try {
      return MAPPER.writeValueAsString(entry);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an entry that cannot be written", e);
    }
  }

  /** Throws IllegalArgumentException where the line is not an entry. */
  static Entry read(String line) {
    try {
      return MAPPER.readValue(line, Entry.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not an entry: " + e.getOriginalMessage(), e);
    }
  }

  private static <T> JsonDeserializer<T> parsed(Function<String, T> parse) {
    return new JsonDeserializer<>() {
      @Override
      public T deserialize(JsonParser in, DeserializationContext context) throws IOException {
        return parse.apply(in.getValueAsString());
      }
    };
  }
}
