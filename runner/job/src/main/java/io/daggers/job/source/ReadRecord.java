package io.daggers.job.source;

import io.daggers.job.codec.StreamRow;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * A record that has become a row, on its way to the task's thread. It is one of Kafka's records as
 * the connector hands on no other things; its bytes stay behind.
 */
final class ReadRecord extends ConsumerRecord<byte[], byte[]> {

  private static final Headers NONE = new RecordHeaders();

  private final StreamRow row;

  ReadRecord(ConsumerRecord<byte[], byte[]> record, StreamRow row) {
    super(
        record.topic(),
        record.partition(),
        record.offset(),
        NO_TIMESTAMP,
        TimestampType.NO_TIMESTAMP_TYPE,
        NULL_SIZE,
        NULL_SIZE,
        null,
        null,
        NONE,
        Optional.empty());
    this.row = row;
  }

  StreamRow row() {
    return row;
  }
}
