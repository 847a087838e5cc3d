package io.daggers.definition;

import io.daggers.diagnostic.Location;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Protobuf records of one topic.
 *
 * @param schema the message's full name
 * @param cluster needed only where several Kafka clusters carry the schema
 * @param topic needed only where several topics carry the schema
 * @param key the output columns that make the record key; empty means no key
 */
public record KafkaSink(
    Located<String> schema,
    @Nullable Located<String> cluster,
    @Nullable Located<String> topic,
    List<Located<String>> key,
    Delivery delivery,
    Location location)
    implements Sink {

  public KafkaSink {
    key = List.copyOf(key);
  }

  /** What readers of the topic are promised. */
  public enum Delivery {
    EXACTLY_ONCE,
    AT_LEAST_ONCE
  }
}
