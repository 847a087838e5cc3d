package io.daggers.bench;

import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes messages into the topic of bookings. */
final class Producers {

  private Producers() {}

  static KafkaProducer<byte[], byte[]> open(String bootstrapServers) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 5, "batch.size", 131_072),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  static void send(KafkaProducer<byte[], byte[]> producer, long number, byte[] message) {
    int partition = (int) (number % Bookings.PARTITIONS);
    producer.send(new ProducerRecord<>(Contender.TOPIC, partition, null, message));
  }
}
