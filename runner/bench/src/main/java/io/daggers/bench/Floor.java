package io.daggers.bench;

import io.daggers.job.bundle.JobBundle;
import io.daggers.job.codec.MessageReader;
import io.daggers.schema.SchemaCatalog;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The least that can be done: poll, decode the columns that the query needs, and forget them. */
final class Floor {

  private Floor() {}

  /** Reads so many records, and returns how many rows came of them. */
  static long read(String bootstrapServers, long records) throws Exception {
    JobBundle bundle = DaggerContender.bundle(bootstrapServers);
    MessageReader reader =
        Demands.reader(SchemaCatalog.of(bundle.schemas()), Demands.ofQuery(bundle));
    List<TopicPartition> partitions =
        IntStream.range(0, Bookings.PARTITIONS)
            .mapToObj(partition -> new TopicPartition(Contender.TOPIC, partition))
            .toList();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers, "group.id", "floor"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long read = 0;
      long rows = 0;
      while (read < records) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
          rows += reader.read(record.value()).isWanted() ? 1 : 0;
          read++;
        }
      }
      return rows;
    }
  }
}
