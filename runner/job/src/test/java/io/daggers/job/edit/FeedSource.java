package io.daggers.job.edit;

import io.daggers.schema.Schema;
import io.daggers.sql.table.StreamTable;
import io.daggers.topology.Topic;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

/** Reads the feeds of a topic as Kafka's source reads partitions: positions are in the state. */
final class FeedSource implements Source<RowData, FeedSplit, Boolean> {

  private static final long serialVersionUID = 1L;

  private final String run;
  private final String topic;
  private final int partitions;
  private final FeedDecoder decoder;

  FeedSource(Run run, StreamTable table, Topic topic, Schema schema, RowType columns) {
    this.run = run.id();
    this.topic = topic.toString();
    this.partitions = run.feeds(this.topic).size();
    this.decoder = new FeedDecoder(table, schema, columns);
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.CONTINUOUS_UNBOUNDED;
  }

  @Override
  public SourceReader<RowData, FeedSplit> createReader(SourceReaderContext context) {
    return new FeedReader(Run.of(run), Run.of(run).feeds(topic), decoder);
  }

  @Override
  public SplitEnumerator<FeedSplit, Boolean> createEnumerator(
      SplitEnumeratorContext<FeedSplit> context) {
    return new Partitions(context, false);
  }

  @Override
  public SplitEnumerator<FeedSplit, Boolean> restoreEnumerator(
      SplitEnumeratorContext<FeedSplit> context, Boolean assigned) {
    return new Partitions(context, assigned);
  }

  @Override
  public SimpleVersionedSerializer<FeedSplit> getSplitSerializer() {
    return FeedSplit.SERIALIZER;
  }

  @Override
  public SimpleVersionedSerializer<Boolean> getEnumeratorCheckpointSerializer() {
    return new SimpleVersionedSerializer<>() {
      @Override
      public int getVersion() {
        return 1;
      }

      @Override
      public byte[] serialize(Boolean assigned) {
        return new byte[] {(byte) (assigned ? 1 : 0)};
      }

      @Override
      public Boolean deserialize(int version, byte[] bytes) {
        return bytes[0] == 1;
      }
    };
  }

  /** Gives the partitions to the readers, once. */
  private final class Partitions implements SplitEnumerator<FeedSplit, Boolean> {

    private final SplitEnumeratorContext<FeedSplit> context;
    private final boolean assignedBefore;

    Partitions(SplitEnumeratorContext<FeedSplit> context, boolean assignedBefore) {
      this.context = context;
      this.assignedBefore = assignedBefore;
    }

    @Override
    public void start() {}

    @Override
    public void addReader(int reader) {
      if (!assignedBefore) {
        IntStream.range(0, partitions)
            .filter(partition -> partition % context.currentParallelism() == reader)
            .forEach(partition -> context.assignSplit(new FeedSplit(partition, 0), reader));
      }
      context.signalNoMoreSplits(reader);
    }

    @Override
    public void handleSplitRequest(int reader, String host) {}

    @Override
    public void addSplitsBack(List<FeedSplit> splits, int reader) {
      throw new IllegalStateException("these jobs are not restarted");
    }

    @Override
    public Boolean snapshotState(long checkpointId) {
      return true;
    }

    @Override
    public void close() {}
  }
}
