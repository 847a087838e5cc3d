package io.daggers.job.begin;

import io.daggers.definition.StartPosition;
import io.daggers.job.bundle.KafkaConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A topic at the place where somebody begins to read it. */
final class TopicCut implements AutoCloseable {

  /** Records before the place that are looked at: one may be a mark of a transaction, or late. */
  private static final long LOOKED_AT = 50;

  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(5);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;
  private final Map<TopicPartition, Long> oldest;
  private final Map<TopicPartition, Long> ends;

  private TopicCut(KafkaConsumer<byte[], byte[]> consumer, String topic) {
    this.consumer = consumer;
    this.partitions =
        consumer.partitionsFor(topic, LONGEST_ANSWER).stream()
            .map(partition -> new TopicPartition(topic, partition.partition()))
            .toList();
    this.oldest = consumer.beginningOffsets(partitions, LONGEST_ANSWER);
    this.ends = consumer.endOffsets(partitions, LONGEST_ANSWER);
  }

  /**
   * Asks what there is of a topic.
   *
   * @throws org.apache.kafka.common.KafkaException where the Kafka cluster does not tell in time
   */
  static TopicCut open(KafkaConnection connection, String topic) {
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            connection.with(
                Map.of(
                    ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                    "read_committed",
                    ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                    false,
                    ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                    false)),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    try {
      return new TopicCut(consumer, topic);
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
  }

  /** The offsets to begin at, by partition. */
  Map<Integer, Long> place(StartPosition start) {
    Map<Integer, Long> place = new TreeMap<>();
    ends.forEach((partition, end) -> place.put(partition.partition(), end));
    if (start instanceof StartPosition.Earliest) {
      oldest.forEach((partition, offset) -> place.put(partition.partition(), offset));
    } else if (start instanceof StartPosition.At at) {
      Map<TopicPartition, Long> times = new HashMap<>();
      partitions.forEach(partition -> times.put(partition, at.instant().toEpochMilli()));
      consumer
          .offsetsForTimes(times, LONGEST_ANSWER)
          .forEach((partition, found) -> put(place, partition, found));
    }
    return place;
  }

  private static void put(
      Map<Integer, Long> place, TopicPartition partition, OffsetAndTimestamp found) {
    if (found != null) {
      place.put(partition.partition(), found.offset());
    }
  }

  /**
   * The newest time of the records right before a place, or, where the topic no longer has them, of
   * the oldest record that it still has; nothing where there never was a record before.
   *
   * @param time of a record, if it has one
   */
  OptionalLong newestBefore(
      Map<Integer, Long> place, Function<ConsumerRecord<byte[], byte[]>, OptionalLong> time) {
    Map<TopicPartition, Long> from = new HashMap<>();
    Map<TopicPartition, Long> until = new HashMap<>();
    for (TopicPartition partition : partitions) {
      long first = place.get(partition.partition());
      long before = Math.max(oldest.get(partition), first - LOOKED_AT);
      if (first > 0 && before < ends.get(partition)) {
        from.put(partition, before);
        until.put(partition, Math.max(first, before + 1));
      }
    }
    consumer.assign(from.keySet());
    from.forEach(consumer::seek);
    return newest(until, time);
  }

  private OptionalLong newest(
      Map<TopicPartition, Long> until,
      Function<ConsumerRecord<byte[], byte[]>, OptionalLong> time) {
    OptionalLong newest = OptionalLong.empty();
    Set<TopicPartition> open = new HashSet<>(until.keySet());
    long deadline = System.nanoTime() + LONGEST_ANSWER.toNanos();
    while (!open.isEmpty() && System.nanoTime() < deadline) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        OptionalLong millis = time.apply(record);
        if (record.offset() < until.get(partition) && millis.isPresent()) {
          newest = OptionalLong.of(Math.max(millis.getAsLong(), newest.orElse(Long.MIN_VALUE)));
        }
      }
      open.removeIf(partition -> consumer.position(partition) >= until.get(partition));
    }
    return newest;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
