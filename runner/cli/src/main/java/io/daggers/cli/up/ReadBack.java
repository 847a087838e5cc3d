package io.daggers.cli.up;

import io.daggers.local.InfluxServer;
import io.daggers.local.LocalServiceException;
import io.daggers.sql.table.SinkTable;
import io.daggers.sql.table.SinkTable.InfluxTable;
import io.daggers.sql.table.SinkTable.KafkaTable;
import io.daggers.topology.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.influxdb.dto.QueryResult;

/** Reads what sinks hold from the servers themselves, past Flink and past our own counters. */
final class ReadBack {

  private static final Duration POLL = Duration.ofMillis(200);

  private final InfluxServer influx;
  private final Map<String, String> bootstrapServers;

  ReadBack(InfluxServer influx, Map<String, String> bootstrapServers) {
    this.influx = influx;
    this.bootstrapServers = Map.copyOf(bootstrapServers);
  }

  Written read(SinkTable sink) throws LocalServiceException {
    return sink instanceof InfluxTable table ? influx(table) : kafka((KafkaTable) sink);
  }

  private Written influx(InfluxTable table) throws LocalServiceException {
    String measurement = table.measurement().replace("\"", "\\\"");
    SortedSet<Instant> times = new TreeSet<>();
    long rows = 0;
    for (QueryResult.Series series :
        influx.query(table.database(), "SELECT * FROM \"%s\"".formatted(measurement))) {
      for (List<Object> row : series.getValues()) {
        times.add(Instant.parse(row.get(0).toString()));
        rows++;
      }
    }
    return written(table, rows, times);
  }

  private Written kafka(KafkaTable table) {
    Topic topic = table.topic();
    SortedSet<Instant> times = new TreeSet<>();
    long rows = 0;
    Map<String, Object> config =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers.get(topic.cluster()),
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic.name()).stream()
              .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          times.add(Instant.ofEpochMilli(record.timestamp()));
          rows++;
        }
      }
    }
    return written(table, rows, times);
  }

  private static Written written(SinkTable sink, long rows, SortedSet<Instant> times) {
    return new Written(
        Written.where(sink), rows, times.size(), times.isEmpty() ? null : times.last());
  }
}
