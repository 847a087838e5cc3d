package io.daggers.job.source;

import io.daggers.definition.StartPosition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.util.ExceptionUtils;
import org.apache.flink.util.FlinkRuntimeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/**
 * Where reading begins without state, as offsets: what a checkpoint keeps of a partition without
 * records must not be "the newest", or a restart would pass over all that came since.
 *
 * <p>With state that points at records the topic no longer has, reading goes on at the oldest that
 * are left: jumping to the newest would lose them unseen.
 */
final class StartOffsets implements OffsetsInitializer {

  private static final long serialVersionUID = 1L;
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

  private final StartPosition start;
  private final HashMap<Integer, Long> decided;
  private final transient Supplier<@Nullable Long> silentFromStartMillis;

  /**
   * @param decided offsets of partitions for which it is decided already
   * @param silentFromStartMillis when a Kafka cluster that did not answer at the start was first
   *     asked; null where it answered
   */
  StartOffsets(
      StartPosition start,
      Map<Integer, Long> decided,
      Supplier<@Nullable Long> silentFromStartMillis) {
    this.start = start;
    this.decided = new HashMap<>(decided);
    this.silentFromStartMillis = silentFromStartMillis;
  }

  /** Returns when the Kafka cluster has answered. */
  @Override
  public Map<TopicPartition, Long> getPartitionOffsets(
      Collection<TopicPartition> partitions, PartitionOffsetsRetriever retriever) {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    List<TopicPartition> open = new ArrayList<>();
    for (TopicPartition partition : partitions) {
      Long offset = decided.get(partition.partition());
      if (offset == null) {
        open.add(partition);
      } else {
        offsets.put(partition, offset);
      }
    }
    if (!open.isEmpty()) {
      offsets.putAll(asked(open, retriever));
    }
    return offsets;
  }

  private Map<TopicPartition, Long> asked(
      Collection<TopicPartition> partitions, PartitionOffsetsRetriever retriever) {
    while (true) {
      try {
        return offsets(partitions, retriever);
      } catch (FlinkRuntimeException e) {
        if (ExceptionUtils.findThrowable(e, RetriableException.class).isEmpty()) {
          throw e;
        }
        pause();
      }
    }
  }

  private Map<TopicPartition, Long> offsets(
      Collection<TopicPartition> partitions, PartitionOffsetsRetriever retriever) {
    if (start instanceof StartPosition.Earliest) {
      return retriever.beginningOffsets(partitions);
    }
    Long sinceMillis =
        start instanceof StartPosition.At at
            ? Long.valueOf(at.instant().toEpochMilli())
            : silentFromStartMillis.get();
    Map<TopicPartition, Long> offsets = new HashMap<>(retriever.endOffsets(partitions));
    if (sinceMillis != null) {
      Map<TopicPartition, Long> times = new HashMap<>();
      partitions.forEach(partition -> times.put(partition, sinceMillis));
      retriever
          .offsetsForTimes(times)
          .forEach((partition, found) -> offsets.put(partition, found.offset()));
    }
    return offsets;
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN_TRIES.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FlinkRuntimeException("interrupted while asking where to begin", e);
    }
  }

  @Override
  @SuppressWarnings("deprecation") // the connector's interface still speaks of it
  public org.apache.kafka.clients.consumer.OffsetResetStrategy getAutoOffsetResetStrategy() {
    return org.apache.kafka.clients.consumer.OffsetResetStrategy.EARLIEST;
  }
}
