package io.daggers.job.source;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.jspecify.annotations.Nullable;

/**
 * Hands out partitions as the connector does, and tells the readers what a {@link TopicWatch} sees.
 * They hear that a Kafka cluster answers only when they have all its partitions: a reader without
 * any would take itself to be idle else.
 */
final class TopicEnumerator implements SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> {

  private final SplitEnumeratorContext<KafkaPartitionSplit> context;
  private final SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> partitions;

  /**
   * @param partitions made by a function that is given whom its {@link TopicWatch} is to tell
   */
  TopicEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context, PartitionsOfTopic partitions) {
    this.context = context;
    this.partitions = partitions.of(sight -> context.runInCoordinatorThread(() -> tellAll(sight)));
  }

  interface PartitionsOfTopic {
    SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> of(Consumer<TopicSight> listener);
  }

  private void tellAll(TopicSight sight) {
    if (!sight.answers() || areGiven(sight.ends().keySet())) {
      for (int reader : context.registeredReaders().keySet()) {
        context.sendEventToSourceReader(reader, sight);
      }
    }
  }

  private boolean areGiven(Set<Integer> seen) {
    Set<Integer> given = new HashSet<>();
    try {
      for (KafkaPartitionSplit split : partitions.snapshotState(0).assignedSplits()) {
        given.add(split.getTopicPartition().partition());
      }
    } catch (Exception e) {
      throw new IllegalStateException("the connector does not tell which partitions it gave", e);
    }
    return given.containsAll(seen);
  }

  @Override
  public void start() {
    partitions.start();
  }

  @Override
  public void handleSplitRequest(int subtask, @Nullable String host) {
    partitions.handleSplitRequest(subtask, host);
  }

  @Override
  public void handleSourceEvent(int subtask, SourceEvent event) {
    partitions.handleSourceEvent(subtask, event);
  }

  @Override
  public void addSplitsBack(List<KafkaPartitionSplit> splits, int subtask) {
    partitions.addSplitsBack(splits, subtask);
  }

  @Override
  public void addReader(int subtask) {
    partitions.addReader(subtask);
  }

  @Override
  public KafkaSourceEnumState snapshotState(long checkpoint) throws Exception {
    return partitions.snapshotState(checkpoint);
  }

  @Override
  public void notifyCheckpointComplete(long checkpoint) throws Exception {
    partitions.notifyCheckpointComplete(checkpoint);
  }

  @Override
  public void close() throws IOException {
    partitions.close();
  }
}
