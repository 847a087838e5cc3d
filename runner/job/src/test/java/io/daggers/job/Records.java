package io.daggers.job;

import io.daggers.local.KafkaBroker;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Records sent to a broker; closing waits until all of them are there. */
final class Records implements AutoCloseable {

  private final KafkaProducer<byte[], byte[]> producer;
  private final List<Future<?>> sent = new ArrayList<>();

  Records(KafkaBroker broker) {
    this(broker.bootstrapServers());
  }

  Records(String bootstrapServers) {
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  void send(String topic, int partition, byte[] value) {
    sent.add(producer.send(new ProducerRecord<>(topic, partition, null, value)));
  }

  void send(String topic, int partition, Instant time, byte[] value) {
    sent.add(
        producer.send(new ProducerRecord<>(topic, partition, time.toEpochMilli(), null, value)));
  }

  @Override
  public void close() throws ExecutionException, InterruptedException {
    producer.flush();
    for (Future<?> each : sent) {
      each.get();
    }
    producer.close();
  }
}
