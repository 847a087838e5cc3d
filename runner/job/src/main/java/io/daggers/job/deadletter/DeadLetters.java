package io.daggers.job.deadletter;

import io.daggers.job.bundle.JobBundle;
import io.daggers.job.bundle.KafkaConnection;
import io.daggers.topology.Environment;
import io.daggers.topology.Topic;
import java.io.Serializable;
import java.time.Clock;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.flink.metrics.MetricGroup;
import org.jspecify.annotations.Nullable;

/**
 * Where a dagger's dead letters go, and how many of them are too many.
 *
 * @param environment its name
 * @param revision the commit that the job was started with; null where not known
 * @param destination null means that dead letters are only counted and logged
 */
public record DeadLetters(
    String dagger,
    String environment,
    @Nullable String revision,
    @Nullable Destination destination,
    Limit limit)
    implements Serializable {

  /** A topic. */
  public record Destination(String topic, KafkaConnection connection) implements Serializable {

    @Override
    public String toString() {
      return topic + "@" + connection.cluster();
    }
  }

  /**
   * What one subtask may have in a minute; it takes more than both to fail the job.
   *
   * @param perMinute how many dead letters
   * @param percent of the records of that minute
   */
  public record Limit(int perMinute, int percent) implements Serializable {}

  /**
   * As a bundle and its environment say.
   *
   * @param connections to Kafka clusters, by their names
   */
  public static DeadLetters of(JobBundle bundle, Map<String, KafkaConnection> connections) {
    Environment.DeadLetters settings = bundle.deadLetters();
    Topic topic = settings.topic();
    return new DeadLetters(
        bundle.dagger().toString(),
        bundle.environment(),
        bundle.revision(),
        topic == null ? null : new Destination(topic.name(), connections.get(topic.cluster())),
        new Limit(settings.mostPerMinute(), settings.mostPercent()));
  }

  /**
   * A writer for one subtask of a source or a sink. It connects with the first dead letter, so that
   * a dagger without any needs no topic for them.
   *
   * @param operator where the counter {@code dagger.deadLetters} is put
   * @param records how many records the subtask was given so far, dead ones included
   */
  public DeadLetterWriter open(MetricGroup operator, LongSupplier records) {
    return new DeadLetterWriter(this, operator, records, Clock.systemUTC());
  }
}
