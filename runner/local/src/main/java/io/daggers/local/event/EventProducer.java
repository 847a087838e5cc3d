package io.daggers.local.event;

import com.google.protobuf.Message;
import io.daggers.local.LocalServiceException;
import io.daggers.topology.Topic;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends events to topics of several Kafka clusters. A record's timestamp is its event time, its key
 * the text of the stream's key, and it counts as sent when all replicas have it. For one thread.
 */
public final class EventProducer implements AutoCloseable {

  private final Map<String, Map<String, String>> settings;
  private final Map<String, KafkaProducer<@Nullable String, byte[]>> producers = new HashMap<>();
  private final AtomicReference<@Nullable LocalServiceException> failure = new AtomicReference<>();

  /** Takes how clients connect, in Kafka's words, by name of the Kafka cluster. */
  public EventProducer(Map<String, Map<String, String>> settings) {
    this.settings = Map.copyOf(settings);
  }

  /**
   * Hands the event over; it is safe after the next {@link #flush}.
   *
   * @param event has its event time set
   * @throws LocalServiceException if this event, or one before it, cannot be sent
   */
  public void send(EventShape shape, Message event, Topic topic)
      throws LocalServiceException, InterruptedException {
    throwFailure();
    long timestamp = shape.timeOf(event).orElseThrow().toEpochMilli();
    ProducerRecord<@Nullable String, byte[]> record =
        new ProducerRecord<>(
            topic.name(), null, timestamp, shape.keyOf(event), event.toByteArray());
    try {
      Future<RecordMetadata> unused =
          producer(topic.cluster()).send(record, (written, problem) -> remember(topic, problem));
    } catch (InterruptException e) {
      throw interrupted(e);
    }
  }

  /** Returns when everything sent so far is written. */
  public void flush() throws LocalServiceException, InterruptedException {
    try {
      producers.values().forEach(KafkaProducer::flush);
    } catch (InterruptException e) {
      throw interrupted(e);
    }
    throwFailure();
  }

  @Override
  public void close() {
    producers.values().forEach(KafkaProducer::close);
  }

  private KafkaProducer<@Nullable String, byte[]> producer(String kafkaCluster)
      throws LocalServiceException {
    KafkaProducer<@Nullable String, byte[]> known = producers.get(kafkaCluster);
    if (known != null) {
      return known;
    }
    Map<String, String> connecting = settings.get(kafkaCluster);
    if (connecting == null) {
      throw new LocalServiceException(
          "the environment has no Kafka cluster '%s': it has %s"
              .formatted(kafkaCluster, settings.keySet()));
    }
    Map<String, Object> all = new HashMap<>(connecting);
    all.put(ProducerConfig.ACKS_CONFIG, "all");
    all.put(ProducerConfig.LINGER_MS_CONFIG, 20);
    all.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
    all.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 15_000);
    KafkaProducer<@Nullable String, byte[]> started =
        new KafkaProducer<>(all, new StringSerializer(), new ByteArraySerializer());
    producers.put(kafkaCluster, started);
    return started;
  }

  private void remember(Topic topic, @Nullable Exception problem) {
    if (problem != null) {
      String message = "cannot write to %s: %s".formatted(topic, problem.getMessage());
      failure.compareAndSet(null, new LocalServiceException(message, problem));
    }
  }

  private void throwFailure() throws LocalServiceException {
    LocalServiceException first = failure.get();
    if (first != null) {
      throw first;
    }
  }

  /** Kafka's own exception is unchecked and leaves the thread marked as interrupted. */
  private static InterruptedException interrupted(InterruptException e) {
    Thread.interrupted();
    InterruptedException checked = new InterruptedException(e.getMessage());
    checked.initCause(e);
    return checked;
  }
}
