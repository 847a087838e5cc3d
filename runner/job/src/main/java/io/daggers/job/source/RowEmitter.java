package io.daggers.job.source;

import io.daggers.job.codec.StreamRow;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.connector.base.source.reader.RecordEmitter;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitState;
import org.apache.flink.table.data.RowData;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Gives rows to their partition's output. Dead letters tell no time: a partition that has nothing
 * else is as quiet as one that has nothing at all.
 */
final class RowEmitter
    implements RecordEmitter<ConsumerRecord<byte[], byte[]>, RowData, KafkaPartitionSplitState> {

  @Override
  public void emitRecord(
      ConsumerRecord<byte[], byte[]> record,
      SourceOutput<RowData> output,
      KafkaPartitionSplitState split) {
    StreamRow row = ((ReadRecord) record).row();
    if (!(row instanceof DeadRow)) {
      ((ReadPartition) split).speak();
    }
    output.collect(row);
    split.setCurrentOffset(record.offset() + 1);
  }
}
