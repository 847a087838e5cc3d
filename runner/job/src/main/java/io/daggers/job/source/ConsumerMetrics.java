package io.daggers.job.source;

import java.util.Objects;
import org.apache.flink.connector.kafka.source.metrics.KafkaSourceReaderMetrics;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.groups.SourceReaderMetricGroup;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.jspecify.annotations.Nullable;

/** The connector's metrics, which are the one place where it shows the consumer that it makes. */
final class ConsumerMetrics extends KafkaSourceReaderMetrics {

  private final Counter recordsIn;

  private @Nullable KafkaConsumer<byte[], byte[]> consumer;

  ConsumerMetrics(SourceReaderMetricGroup group) {
    super(group);
    recordsIn = group.getIOMetricGroup().getNumRecordsInCounter();
  }

  @Override
  @SuppressWarnings("unchecked") // the connector makes no other
  public void registerNumBytesIn(KafkaConsumer<?, ?> made) {
    super.registerNumBytesIn(made);
    consumer = (KafkaConsumer<byte[], byte[]>) made;
  }

  /** Counts records that were read and not handed on, as Flink counts those that are. */
  void leftBehind(int records) {
    recordsIn.inc(records);
  }

  /** The newest one. */
  KafkaConsumer<byte[], byte[]> consumer() {
    return Objects.requireNonNull(consumer);
  }
}
