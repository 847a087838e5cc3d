package io.daggers.job.source;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.source.reader.synchronization.FutureCompletingBlockingQueue;
import org.apache.flink.connector.kafka.source.reader.KafkaSourceReader;
import org.apache.flink.connector.kafka.source.reader.fetcher.KafkaSourceFetcherManager;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitState;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.table.data.RowData;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reads partitions of a topic. Whenever the topic was looked at, it says of each of them whether
 * time waits for it; a partition whose Kafka cluster does not answer is waited for.
 *
 * <p>All but fetching and decoding happens in the task's thread.
 */
final class TopicReader extends KafkaSourceReader<RowData> {

  private final Duration idle;
  private final Map<TopicPartition, ReadPartition> partitions;

  private @Nullable ReaderOutput<RowData> output;
  private boolean answers = true;

  static TopicReader open(
      TopicAddress address,
      RecordReader records,
      Properties properties,
      Duration idle,
      SourceReaderContext context) {
    Map<TopicPartition, ReadPartition> partitions = new HashMap<>();
    ConsumerMetrics metrics = new ConsumerMetrics(context.metricGroup());
    KafkaSourceFetcherManager fetching =
        new KafkaSourceFetcherManager(
            new FutureCompletingBlockingQueue<>(),
            () ->
                new TopicFetcher(
                    records,
                    properties,
                    context,
                    metrics,
                    positions ->
                        positions.forEach(
                            (partition, offset) -> partitions.get(partition).readTo(offset))),
            finished -> {});
    TopicReader reader =
        new TopicReader(
            fetching,
            new RowEmitter(),
            configuration(properties),
            context,
            metrics,
            partitions,
            idle);
    context
        .metricGroup()
        .addGroup("dagger")
        .addGroup("unreachable")
        .gauge(address.cluster(), () -> reader.answers ? 0 : 1);
    return reader;
  }

  private TopicReader(
      KafkaSourceFetcherManager fetching,
      RowEmitter emitter,
      Configuration configuration,
      SourceReaderContext context,
      ConsumerMetrics metrics,
      Map<TopicPartition, ReadPartition> partitions,
      Duration idle) {
    super(
        new FutureCompletingBlockingQueue<>(), fetching, emitter, configuration, context, metrics);
    this.partitions = partitions;
    this.idle = idle;
  }

  @Override
  public InputStatus pollNext(ReaderOutput<RowData> output) throws Exception {
    this.output = output;
    return super.pollNext(output);
  }

  @Override
  public void addSplits(List<KafkaPartitionSplit> splits) {
    super.addSplits(splits);
    if (output != null) {
      output.markActive();
    }
  }

  @Override
  protected KafkaPartitionSplitState initializedState(KafkaPartitionSplit split) {
    ReadPartition partition = new ReadPartition(split, System.nanoTime());
    partitions.put(split.getTopicPartition(), partition);
    return partition;
  }

  @Override
  public void handleSourceEvents(SourceEvent event) {
    TopicSight sight = (TopicSight) event;
    answers = sight.answers();
    if (output != null) {
      mark(sight, output);
    }
  }

  /**
   * The whole is idle where all its partitions are, or where it has none of a topic that was found.
   */
  private void mark(TopicSight sight, ReaderOutput<RowData> whole) {
    boolean allIdle = sight.answers();
    long now = System.nanoTime();
    for (ReadPartition partition : partitions.values()) {
      SourceOutput<RowData> one = whole.createOutputForSplit(partition.splitId());
      if (partition.isIdle(sight, idle, now)) {
        one.markIdle();
      } else {
        one.markActive();
        allIdle = false;
      }
    }
    if (allIdle) {
      whole.markIdle();
    } else {
      whole.markActive();
    }
  }

  private static Configuration configuration(Properties properties) {
    Configuration configuration = new Configuration();
    properties
        .stringPropertyNames()
        .forEach(name -> configuration.setString(name, properties.getProperty(name)));
    return configuration;
  }
}
