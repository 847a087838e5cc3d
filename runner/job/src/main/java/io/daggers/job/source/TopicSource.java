package io.daggers.job.source;

import io.daggers.definition.StartPosition;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumStateSerializer;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumerator;
import org.apache.flink.connector.kafka.source.enumerator.initializer.NoStoppingOffsetsInitializer;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitSerializer;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.table.data.RowData;
import org.apache.kafka.common.TopicPartition;

/**
 * A topic, by the parts of Flink's Kafka connector: its splits, its state, its fetching. What is
 * ours is that a Kafka cluster which does not answer neither fails the job nor counts as idle.
 */
final class TopicSource
    implements Source<RowData, KafkaPartitionSplit, KafkaSourceEnumState>,
        ResultTypeQueryable<RowData> {

  private static final long serialVersionUID = 1L;

  private final TopicAddress address;
  private final Properties properties;
  private final StartPosition start;
  private final HashMap<Integer, Long> offsets;
  private final Duration idle;
  private final RecordReader records;

  /**
   * @param properties of consumers and of the connector
   * @param offsets to begin at, of partitions for which it is decided
   * @param idle after which silence a partition no longer holds back time
   */
  TopicSource(
      TopicAddress address,
      Properties properties,
      StartPosition start,
      Map<Integer, Long> offsets,
      Duration idle,
      RecordReader records) {
    this.address = address;
    this.properties = properties;
    this.start = start;
    this.offsets = new HashMap<>(offsets);
    this.idle = idle;
    this.records = records;
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.CONTINUOUS_UNBOUNDED;
  }

  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context) {
    return restoreEnumerator(context, new KafkaSourceEnumState(Set.of(), false));
  }

  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState state) {
    return new TopicEnumerator(context, listener -> partitions(context, state, listener));
  }

  private KafkaSourceEnumerator partitions(
      SplitEnumeratorContext<KafkaPartitionSplit> context,
      KafkaSourceEnumState state,
      Consumer<TopicSight> listener) {
    Set<TopicPartition> known =
        state.splits().stream()
            .map(split -> split.split().getTopicPartition())
            .collect(Collectors.toSet());
    TopicWatch watch = new TopicWatch(address, known, listener);
    return new KafkaSourceEnumerator(
        watch,
        new StartOffsets(start, offsets, watch::silentFromStartMillis),
        new NoStoppingOffsetsInitializer(),
        properties,
        context,
        getBoundedness(),
        state);
  }

  @Override
  public SourceReader<RowData, KafkaPartitionSplit> createReader(SourceReaderContext context)
      throws Exception {
    records.open(context.metricGroup().addGroup("deserializer"));
    return TopicReader.open(address, records, properties, idle, context);
  }

  @Override
  public SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
    return new KafkaPartitionSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<KafkaSourceEnumState> getEnumeratorCheckpointSerializer() {
    return new KafkaSourceEnumStateSerializer();
  }

  @Override
  public TypeInformation<RowData> getProducedType() {
    return records.producedType();
  }
}
