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

  /** Reads batches and prints what each took, and how many rows came of it. */
  static void read(String bootstrapServers, List<Batch> batches) throws Exception {
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
      Stopwatch stopwatch = new Stopwatch();
      long read = 0;
      long end = 0;
      for (Batch batch : batches) {
        end += batch.records();
        long rows = 0;
        while (read < end) {
          for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
            rows += reader.read(record.value()).isWanted() ? 1 : 0;
            read++;
          }
        }
        stopwatch.lap(rows);
      }
    }
  }
}
