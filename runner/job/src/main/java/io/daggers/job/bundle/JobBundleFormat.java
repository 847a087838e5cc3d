package io.daggers.job.bundle;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import io.daggers.definition.DaggerName;
import io.daggers.definition.StartPosition;
import io.daggers.sql.table.SinkTable;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/** A bundle as JSON: keys sorted, so that equal bundles are equal bytes. */
public final class JobBundleFormat {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(com.fasterxml.jackson.databind.MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .addMixIn(SinkTable.class, Tagged.class)
          .registerSubtypes(SinkTable.InfluxTable.class, SinkTable.KafkaTable.class)
          .addModule(
              new SimpleModule()
                  .addSerializer(Duration.class, text(Duration::toString))
                  .addDeserializer(Duration.class, parsed(Duration::parse))
                  .addSerializer(DaggerName.class, text(DaggerName::toString))
                  .addDeserializer(DaggerName.class, parsed(DaggerName::parse))
                  .addSerializer(StartPosition.class, text(StartPosition::toString))
                  .addDeserializer(StartPosition.class, parsed(StartPosition::parse))
                  .addSerializer(FileDescriptorSet.class, text(JobBundleFormat::base64))
                  .addDeserializer(FileDescriptorSet.class, parsed(JobBundleFormat::descriptors)))
          .build();

  private JobBundleFormat() {}

  public static String write(JobBundle bundle) {
    try {
      return MAPPER.writeValueAsString(tree(bundle));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a bundle that cannot be written", e);
    }
  }

  /** Throws IllegalArgumentException where the text is not a bundle. */
  public static JobBundle read(String text) {
    try {
      return MAPPER.readValue(text, JobBundle.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a job bundle: " + e.getOriginalMessage(), e);
    }
  }

  /** What the fingerprint covers. */
  static String canonicalText(JobBundle bundle) {
    return tree(bundle).without(List.of("operators", "windows", "revision")).toString();
  }

  private static ObjectNode tree(JobBundle bundle) {
    return MAPPER.valueToTree(bundle);
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "type")
  private interface Tagged {}

  private interface Parser<T> {
    T parse(String text);
  }

  private static <T> JsonSerializer<T> text(java.util.function.Function<T, String> print) {
    return new JsonSerializer<>() {
      @Override
      public void serialize(T value, JsonGenerator out, SerializerProvider provider)
          throws IOException {
        out.writeString(print.apply(value));
      }
    };
  }

  private static <T> JsonDeserializer<T> parsed(Parser<T> parser) {
    return new JsonDeserializer<>() {
      @Override
      public T deserialize(JsonParser in, DeserializationContext context) throws IOException {
        return parser.parse(in.getValueAsString());
      }
    };
  }

  private static String base64(FileDescriptorSet set) {
    return Base64.getEncoder().encodeToString(set.toByteArray());
  }

  private static FileDescriptorSet descriptors(String text) {
    try {
      return FileDescriptorSet.parseFrom(Base64.getDecoder().decode(text));
    } catch (com.google.protobuf.InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("not a descriptor set", e);
    }
  }
}
