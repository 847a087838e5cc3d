package io.daggers.job.source;

import java.time.Duration;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitState;

/**
 * A partition that is read, and whether time need not wait for it: where it has been quiet for a
 * while, its Kafka cluster answers, and nothing of it is left to read.
 */
final class ReadPartition extends KafkaPartitionSplitState {

  private boolean spoke;
  private long quietSinceNanos;
  private long readTo = Long.MIN_VALUE;

  ReadPartition(KafkaPartitionSplit split, long nowNanos) {
    super(split);
    this.quietSinceNanos = nowNanos;
  }

  /** It had a record that tells the time. */
  void speak() {
    spoke = true;
  }

  /** All before this offset has gone to the query, or is nothing for it. */
  void readTo(long offset) {
    readTo = offset;
  }

  /** What to think of it now that its topic was looked at. */
  boolean isIdle(TopicSight sight, Duration idle, long nowNanos) {
    if (spoke || !sight.answers()) {
      // A Kafka cluster that is back gets as much time as any to bring what it was kept from.
      spoke = false;
      quietSinceNanos = nowNanos;
    }
    Long end = sight.ends().get(getPartition());
    return sight.answers()
        && end != null
        && readTo >= end
        && nowNanos - quietSinceNanos >= idle.toNanos();
  }
}
