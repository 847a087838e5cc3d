package io.daggers.job.source;

import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.kafka.source.metrics.KafkaSourceReaderMetrics;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Records on their way from the fetching thread to the task's, with how far they go. */
final class FetchedRecords implements RecordsWithSplitIds<ConsumerRecord<byte[], byte[]>> {

  private final ConsumerRecords<byte[], byte[]> records;
  private final Map<TopicPartition, Long> positions;
  private final Consumer<Map<TopicPartition, Long>> read;
  private final KafkaSourceReaderMetrics metrics;
  private final Iterator<TopicPartition> partitions;

  private @Nullable TopicPartition partition;
  private Iterator<ConsumerRecord<byte[], byte[]>> rest = Collections.emptyIterator();

  /**
   * @param positions of the partitions, with these records read
   * @param read is told them, by the task's thread, when the records have gone to the query
   */
  FetchedRecords(
      ConsumerRecords<byte[], byte[]> records,
      Map<TopicPartition, Long> positions,
      Consumer<Map<TopicPartition, Long>> read,
      KafkaSourceReaderMetrics metrics) {
    this.records = records;
    this.positions = positions;
    this.read = read;
    this.metrics = metrics;
    this.partitions = records.partitions().iterator();
  }

  @Override
  public @Nullable String nextSplit() {
    if (!partitions.hasNext()) {
      partition = null;
      rest = Collections.emptyIterator();
      return null;
    }
    partition = partitions.next();
    rest = records.records(partition).iterator();
    return KafkaPartitionSplit.toSplitId(partition);
  }

  @Override
  public @Nullable ConsumerRecord<byte[], byte[]> nextRecordFromSplit() {
    if (!rest.hasNext()) {
      return null;
    }
    ConsumerRecord<byte[], byte[]> record = rest.next();
    metrics.recordCurrentOffset(partition, record.offset());
    return record;
  }

  @Override
  public Set<String> finishedSplits() {
    return Set.of();
  }

  @Override
  public void recycle() {
    read.accept(positions);
  }
}
