package io.daggers.topology;

import io.daggers.definition.Located;
import io.daggers.diagnostic.Location;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A schema together with the topics, on all Kafka clusters, that carry it.
 *
 * @param schema the message's full name, and where streams.yaml says it
 * @param key the field whose text is the record key; null where records have none
 * @param topics topics by Kafka cluster, in order of writing
 * @param watermark how far out of order events may come
 * @param idle after which silence a partition no longer holds back time
 * @param maxFuture events further ahead of the clock are set aside; null means no limit
 * @param readers teams that may read it; empty means every team
 * @param writers teams that may write it; empty means no team
 */
public record Stream(
    Located<String> schema,
    Located<EventTime> eventTime,
    @Nullable Located<String> key,
    Map<String, List<String>> topics,
    Duration watermark,
    Duration idle,
    @Nullable Duration maxFuture,
    List<String> readers,
    List<String> writers) {

  public Stream {
    Map<String, List<String>> copy = new LinkedHashMap<>();
    topics.forEach((cluster, names) -> copy.put(cluster, List.copyOf(names)));
    topics = Collections.unmodifiableMap(copy);
    readers = List.copyOf(readers);
    writers = List.copyOf(writers);
  }

  public String schemaName() {
    return schema.value();
  }

  public Location location() {
    return schema.location();
  }

  /** Every topic of every Kafka cluster. */
  public List<Topic> allTopics() {
    List<Topic> all = new ArrayList<>();
    topics.forEach((cluster, names) -> names.forEach(name -> all.add(new Topic(cluster, name))));
    return all;
  }
}
