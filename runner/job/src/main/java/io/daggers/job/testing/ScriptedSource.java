package io.daggers.job.testing;

import io.daggers.job.source.RecordReader;
import io.daggers.topology.Topic;
import java.util.List;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.table.data.RowData;
import org.jspecify.annotations.Nullable;

/** A topic whose records and watermarks are those of a test, at the moment the test says. */
final class ScriptedSource implements Source<RowData, ScriptedSource.NoSplit, Boolean> {

  private static final long serialVersionUID = 1L;

  private final String stage;
  private final String table;
  private final String cluster;
  private final String topic;
  private final int copy;
  private final RecordReader records;

  ScriptedSource(String stage, Stage.SourceName name, RecordReader records) {
    this.stage = stage;
    this.table = name.table();
    this.cluster = name.topic().cluster();
    this.topic = name.topic().name();
    this.copy = name.copy();
    this.records = records;
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.CONTINUOUS_UNBOUNDED;
  }

  @Override
  public SourceReader<RowData, NoSplit> createReader(SourceReaderContext context) {
    var name = new Stage.SourceName(table, new Topic(cluster, topic), copy);
    return new ScriptedReader(Stage.of(stage).source(name), records, context);
  }

  @Override
  public SplitEnumerator<NoSplit, Boolean> createEnumerator(
      SplitEnumeratorContext<NoSplit> context) {
    return new Nothing();
  }

  @Override
  public SplitEnumerator<NoSplit, Boolean> restoreEnumerator(
      SplitEnumeratorContext<NoSplit> context, Boolean checkpoint) {
    return new Nothing();
  }

  @Override
  public SimpleVersionedSerializer<NoSplit> getSplitSerializer() {
    return new EmptySerializer<>(new NoSplit());
  }

  @Override
  public SimpleVersionedSerializer<Boolean> getEnumeratorCheckpointSerializer() {
    return new EmptySerializer<>(true);
  }

  /** There is one reader, and it needs no part of anything to be assigned to it. */
  record NoSplit() implements SourceSplit {
    @Override
    public String splitId() {
      return "";
    }
  }

  private static final class Nothing implements SplitEnumerator<NoSplit, Boolean> {

    @Override
    public void start() {}

    @Override
    public void handleSplitRequest(int subtask, @Nullable String host) {}

    @Override
    public void addSplitsBack(List<NoSplit> splits, int subtask) {}

    @Override
    public void addReader(int subtask) {}

    @Override
    public Boolean snapshotState(long checkpoint) {
      return true;
    }

    @Override
    public void close() {}
  }

  private record EmptySerializer<T>(T value) implements SimpleVersionedSerializer<T> {

    @Override
    public int getVersion() {
      return 1;
    }

    @Override
    public byte[] serialize(T object) {
      return new byte[0];
    }

    @Override
    public T deserialize(int version, byte[] serialized) {
      return value;
    }
  }
}
