package io.daggers.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** What tests send to a topic and read from it. */
final class Records {

  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private Records() {}

  static void send(KafkaBroker broker, String topic, String value) throws Exception {
    send(broker, new ProducerRecord<>(topic, value));
  }

  static void sendAt(KafkaBroker broker, String topic, long epochMillis, String value)
      throws Exception {
    send(broker, new ProducerRecord<>(topic, null, epochMillis, null, value));
  }

  /**
   * The texts of the first records, from all partitions; fails if they do not come before the
   * deadline.
   */
  static List<String> read(KafkaBroker broker, String topic, int count) {
    return readBytes(broker, topic, count).stream()
        .map(record -> new String(record.value(), java.nio.charset.StandardCharsets.UTF_8))
        .toList();
  }

  /** The records of a topic from its beginning, at least as many as asked for. */
  static List<ConsumerRecord<String, byte[]>> readBytes(
      KafkaBroker broker, String topic, int count) {
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
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(topic));
      long begin = System.nanoTime();
      while (records.size() < count) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
        if (System.nanoTime() - begin > DEADLINE.toNanos()) {
          throw new AssertionError(
              "only %d of %d records in %s after %s"
                  .formatted(records.size(), count, topic, DEADLINE));
        }
      }
    }
    return records;
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
