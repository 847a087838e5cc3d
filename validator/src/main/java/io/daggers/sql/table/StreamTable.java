package io.daggers.sql.table;

import io.daggers.definition.StartPosition;
import io.daggers.topology.EventTime;
import io.daggers.topology.Topic;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A source with everything decided: which topics, which time, where to begin.
 *
 * @param name the table's name in the SQL
 * @param schema the message's full name
 * @param watermark how far out of order rows may come
 * @param idle after which silence a partition no longer holds back time
 * @param maxFuture rows further ahead of the clock are set aside; null means no limit
 * @param start where to begin without state
 */
public record StreamTable(
    String name,
    String schema,
    EventTime eventTime,
    List<Topic> topics,
    Duration watermark,
    Duration idle,
    @Nullable Duration maxFuture,
    StartPosition start) {

  private static final String SOURCE = "source-";

  public StreamTable {
    topics = List.copyOf(topics);
    if (topics.isEmpty()) {
      throw new IllegalArgumentException("a source without topics: " + name);
    }
  }

  /** The Kafka clusters it is read from, in order of name. */
  public List<String> clusters() {
    return topics.stream().map(Topic::cluster).distinct().sorted().toList();
  }

  /** The names of its topics on a Kafka cluster, in order of name. */
  public List<String> topicsOn(String cluster) {
    return topics.stream()
        .filter(topic -> topic.cluster().equals(cluster))
        .map(Topic::name)
        .sorted()
        .toList();
  }

  /** What its rows mean: a window over them means something else where this changes. */
  public String meaning() {
    return schema + " at " + eventTime.field() + " in " + eventTime.unit();
  }

  /**
   * Names the reading position on a Kafka cluster. A position is worth nothing for other topics, so
   * the name changes with them.
   */
  public String sourceUid(String cluster) {
    String what = schema + " on " + String.join(", ", topicsOn(cluster));
    return "%s%s-%s-%s".formatted(SOURCE, name, cluster, Digest.brief(what));
  }

  /** Whether an operator's uid is that of a reading position. */
  public static boolean isSourceUid(String uid) {
    return uid.startsWith(SOURCE);
  }

  /** The same source, beginning elsewhere. */
  public StreamTable startingAt(StartPosition other) {
    return new StreamTable(name, schema, eventTime, topics, watermark, idle, maxFuture, other);
  }
}
