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

  /** What its rows mean: a window over them means something else where this changes. */
  public String meaning() {
    return schema + " at " + eventTime.field() + " in " + eventTime.unit();
  }

  /** Names the reading position in a topic, which is worth nothing for any other. */
  public String sourceUid(Topic topic) {
    return "%s%s-%s-%s".formatted(SOURCE, name, topic.cluster(), topic.name());
  }

  /** Whether an operator's uid is that of a reading position. */
  public static boolean isSourceUid(String uid) {
    return uid.startsWith(SOURCE);
  }

  /** The same source, beginning elsewhere. */
  public StreamTable startingAt(StartPosition other) {
    return new StreamTable(name, schema, eventTime, topics, watermark, idle, maxFuture, other);
  }

  /** The same source, which waits for a silent partition so long and no longer. */
  public StreamTable waitingFor(Duration silence) {
    return new StreamTable(name, schema, eventTime, topics, watermark, silence, maxFuture, start);
  }
}
