package io.daggers.job.source;

import io.daggers.job.codec.StreamRow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Records on their way from the fetching thread to the task's. They are read by the thread that
 * fetched them, so that those that the query has no use of stay there.
 */
final class FetchedRecords implements RecordsWithSplitIds<ConsumerRecord<byte[], byte[]>> {

  private final Map<TopicPartition, List<ReadRecord>> records;
  private final int leftBehind;
  private final Map<TopicPartition, Long> positions;
  private final Consumer<Map<TopicPartition, Long>> read;
  private final ConsumerMetrics metrics;
  private final Iterator<Map.Entry<TopicPartition, List<ReadRecord>>> partitions;

  private Iterator<ReadRecord> rest = Collections.emptyIterator();

  /**
   * Reads them.
   *
   * @param positions of the partitions, with these records read
   * @param read is told them, by the task's thread, when the records have gone to the query
   */
  FetchedRecords(
      ConsumerRecords<byte[], byte[]> fetched,
      RecordReader reader,
      Map<TopicPartition, Long> positions,
      Consumer<Map<TopicPartition, Long>> read,
      ConsumerMetrics metrics) {
    this.records = new HashMap<>();
    for (TopicPartition partition : fetched.partitions()) {
      records.put(partition, read(fetched.records(partition), reader));
    }
    this.leftBehind = fetched.count() - records.values().stream().mapToInt(List::size).sum();
    this.positions = positions;
    this.read = read;
    this.metrics = metrics;
    this.partitions = records.entrySet().iterator();
  }

  /**
   * The wanted ones and the dead ones, and behind them one for all others: it tells their time, and
   * how far the partition has been read.
   */
  private static List<ReadRecord> read(
      List<ConsumerRecord<byte[], byte[]>> fetched, RecordReader reader) {
    List<ReadRecord> records = new ArrayList<>();
    long passed = Long.MIN_VALUE;
    for (ConsumerRecord<byte[], byte[]> record : fetched) {
      StreamRow row = reader.read(record);
      if (row.isWanted() || row instanceof DeadRow) {
        records.add(new ReadRecord(record, row));
      } else {
        passed = Math.max(passed, row.eventTimeMillis());
      }
    }
    if (passed != Long.MIN_VALUE) {
      records.add(new ReadRecord(last(fetched), StreamRow.unwanted(passed)));
    }
    return records;
  }

  private static <T> T last(List<T> some) {
    return some.get(some.size() - 1);
  }

  @Override
  public @Nullable String nextSplit() {
    if (!partitions.hasNext()) {
      rest = Collections.emptyIterator();
      return null;
    }
    Map.Entry<TopicPartition, List<ReadRecord>> partition = partitions.next();
    rest = partition.getValue().iterator();
    return KafkaPartitionSplit.toSplitId(partition.getKey());
  }

  @Override
  public @Nullable ConsumerRecord<byte[], byte[]> nextRecordFromSplit() {
    return rest.hasNext() ? rest.next() : null;
  }

  @Override
  public Set<String> finishedSplits() {
    return Set.of();
  }

  @Override
  public void recycle() {
    records.forEach(
        (partition, some) -> metrics.recordCurrentOffset(partition, last(some).offset()));
    metrics.leftBehind(leftBehind);
    read.accept(positions);
  }
}
