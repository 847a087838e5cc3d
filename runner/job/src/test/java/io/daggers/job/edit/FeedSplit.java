package io.daggers.job.edit;

import java.nio.ByteBuffer;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A reading position.
 *
 * @param next the first message that was not read yet
 */
record FeedSplit(int partition, int next) implements SourceSplit {

  static final SimpleVersionedSerializer<FeedSplit> SERIALIZER =
      new SimpleVersionedSerializer<>() {
        @Override
        public int getVersion() {
          return 1;
        }

        @Override
        public byte[] serialize(FeedSplit split) {
          return ByteBuffer.allocate(8).putInt(split.partition()).putInt(split.next()).array();
        }

        @Override
        public FeedSplit deserialize(int version, byte[] bytes) {
          ByteBuffer buffer = ByteBuffer.wrap(bytes);
          return new FeedSplit(buffer.getInt(), buffer.getInt());
        }
      };

  FeedSplit advanced() {
    return new FeedSplit(partition, next + 1);
  }

  @Override
  public String splitId() {
    return String.valueOf(partition);
  }
}
