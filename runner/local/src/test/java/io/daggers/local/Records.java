package io.daggers.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** What tests send to a topic and read from it; it fails if it is not there before a deadline. */
public final class Records {

  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private Records() {}

  public static void send(KafkaBroker broker, String topic, String value) throws Exception {
    send(broker, new ProducerRecord<>(topic, value));
  }

  public static void sendAt(KafkaBroker broker, String topic, long epochMillis, String value)
      throws Exception {
    send(broker, new ProducerRecord<>(topic, null, epochMillis, null, value));
  }

  /**
   * The texts of the first records, from all partitions; fails if they do not come before the
   * deadline.
   */
  public static List<String> read(KafkaBroker broker, String topic, int count) {
    return readBytes(broker, topic, count).stream()
        .map(record -> new String(record.value(), UTF_8))
        .toList();
  }

  /** The records of a topic from its beginning, at least as many as asked for. */
  public static List<ConsumerRecord<String, byte[]>> readBytes(
      KafkaBroker broker, String topic, int count) {
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    readUntil(
        broker,
        topic,
        record -> {
          records.add(record);
          return records.size() >= count;
        });
    return records;
  }

  /** Reads a topic from its beginning to the first record that is wanted. */
  public static void readUntil(
      KafkaBroker broker, String topic, Predicate<ConsumerRecord<String, byte[]>> wanted) {
    Map<String, Object> settings =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            broker.bootstrapServers(),
            ConsumerConfig.GROUP_ID_CONFIG,
            "test-" + topic,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false);
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(topic));
      long begin = System.nanoTime();
      while (System.nanoTime() - begin < DEADLINE.toNanos()) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          if (wanted.test(record)) {
            return;
          }
        }
      }
    }
    throw new AssertionError("%s had not what was wanted after %s".formatted(topic, DEADLINE));
  }

  private static void send(KafkaBroker broker, ProducerRecord<String, String> record)
      throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()),
            new StringSerializer(),
            new StringSerializer())) {
      producer.send(record).get();
    }
  }
}
