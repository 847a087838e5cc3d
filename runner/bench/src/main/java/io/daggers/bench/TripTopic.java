package io.daggers.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The topic of results, for a reader of what is committed. */
final class TripTopic implements AutoCloseable {

  static final String NAME = "trip-log";

  /** Longer than a checkpoint interval, ten a second. */
  private static final int SINGLE_RECORDS = 120;

  private static final int SINGLE_MILLIS = 100;
  private static final Duration DEADLINE = Duration.ofMinutes(2);

  private final String bootstrapServers;

  /** Sees also what is not committed. */
  private final KafkaConsumer<byte[], byte[]> sizes;

  private final KafkaConsumer<byte[], byte[]> committed;

  TripTopic(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
    this.sizes = consumer("read_uncommitted");
    this.committed = consumer("read_committed");
  }

  /** How many records a topic has; each transaction counts as one more in each partition. */
  long size(String topic) {
    return sizes.endOffsets(partitions(topic)).values().stream().mapToLong(Long::longValue).sum();
  }

  void beginHere() {
    committed.assign(partitions(NAME));
    committed.seekToEnd(partitions(NAME));
    partitions(NAME).forEach(committed::position);
  }

  void readExactly(long records) {
    long read = 0;
    long start = System.nanoTime();
    while (read < records) {
      read += committed.poll(Duration.ofSeconds(1)).count();
      checkDeadline(start, read);
    }
    if (read > records) {
      throw new IllegalStateException("%d results of %d".formatted(read, records));
    }
  }

  /** Writes bookings that happen now, and waits for them. */
  void printDelays() throws InterruptedException {
    EncodedBookings bookings = new EncodedBookings(20_261_127);
    List<Double> delays = new ArrayList<>();
    try (KafkaProducer<byte[], byte[]> producer = Producers.open(bootstrapServers)) {
      for (int i = 0; i < SINGLE_RECORDS; i++) {
        Producers.send(producer, i, bookings.at(i, System.currentTimeMillis()));
        read(delays, SINGLE_MILLIS);
      }
    }
    long start = System.nanoTime();
    while (delays.size() < SINGLE_RECORDS) {
      read(delays, SINGLE_MILLIS);
      checkDeadline(start, delays.size());
    }
    System.out.printf(
        Locale.ROOT,
        "%.0f %.0f%n",
        Medians.of(delays),
        delays.stream().mapToDouble(Double::doubleValue).max().orElseThrow());
  }

  private void read(List<Double> delays, long millis) {
    long end = System.currentTimeMillis() + millis;
    for (long now = System.currentTimeMillis(); now < end; now = System.currentTimeMillis()) {
      for (ConsumerRecord<byte[], byte[]> trip : committed.poll(Duration.ofMillis(end - now))) {
        // The record's time is that of the booking.
        delays.add((double) System.currentTimeMillis() - trip.timestamp());
      }
    }
  }

  private static void checkDeadline(long start, long read) {
    if (System.nanoTime() - start > DEADLINE.toNanos()) {
      throw new IllegalStateException("only %d results can be read".formatted(read));
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer(String isolation) {
    return new KafkaConsumer<>(
        Map.of("bootstrap.servers", bootstrapServers, "isolation.level", isolation),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private static List<TopicPartition> partitions(String topic) {
    return IntStream.range(0, Bookings.PARTITIONS)
        .mapToObj(partition -> new TopicPartition(topic, partition))
        .toList();
  }

  @Override
  public void close() {
    sizes.close();
    committed.close();
  }
}
