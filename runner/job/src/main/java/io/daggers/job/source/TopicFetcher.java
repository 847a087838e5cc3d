package io.daggers.job.source;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsChange;
import org.apache.flink.connector.kafka.source.reader.KafkaPartitionSplitReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Fetches records as the connector does, and tells with them how far each partition is read. It
 * outlives a Kafka cluster that does not answer: the connector's own asks for positions that are
 * not known then, and fails.
 */
final class TopicFetcher extends KafkaPartitionSplitReader {

  private static final Duration LONGEST_POLL = Duration.ofSeconds(10);

  private final RecordReader reader;
  private final ConsumerMetrics metrics;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Consumer<Map<TopicPartition, Long>> read;

  TopicFetcher(
      RecordReader reader,
      Properties properties,
      SourceReaderContext context,
      ConsumerMetrics metrics,
      Consumer<Map<TopicPartition, Long>> read) {
    super(properties, context, metrics);
    this.reader = reader;
    this.metrics = metrics;
    this.consumer = metrics.consumer();
    this.read = read;
  }

  @Override
  public RecordsWithSplitIds<ConsumerRecord<byte[], byte[]>> fetch() {
    ConsumerRecords<byte[], byte[]> records;
    try {
      records = consumer.poll(LONGEST_POLL);
    } catch (WakeupException e) {
      // Asked to stop waiting; there is nothing to hand on.
      records = ConsumerRecords.empty();
    }
    for (TopicPartition partition : records.partitions()) {
      metrics.maybeAddRecordsLagMetric(consumer, partition);
    }
    metrics.updateNumBytesInCounter();
    return new FetchedRecords(records, reader, positions(), read, metrics);
  }

  /** Of those partitions whose position is known without asking Kafka. */
  private Map<TopicPartition, Long> positions() {
    Map<TopicPartition, Long> positions = new HashMap<>();
    for (TopicPartition partition : consumer.assignment()) {
      try {
        positions.put(partition, consumer.position(partition, Duration.ZERO));
      } catch (TimeoutException | WakeupException e) {
        // Not known now; the next fetch tells. The records that were fetched must not be lost.
      }
    }
    return positions;
  }

  @Override
  public void handleSplitsChanges(SplitsChange<KafkaPartitionSplit> change) {
    try {
      super.handleSplitsChanges(change);
    } catch (TimeoutException e) {
      // The partitions are assigned. What Kafka did not tell is whether any is to end at once,
      // which is for sources that end.
    }
  }
}
