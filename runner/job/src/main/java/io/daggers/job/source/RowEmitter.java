package io.daggers.job.source;

import java.io.IOException;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.connector.base.source.reader.RecordEmitter;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitState;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Gives records as rows to their partition's output. Dead letters tell no time: a partition that
 * has nothing else is as quiet as one that has nothing at all.
 */
final class RowEmitter
    implements RecordEmitter<ConsumerRecord<byte[], byte[]>, RowData, KafkaPartitionSplitState>,
        Collector<RowData> {

  private final RecordReader reader;

  private @Nullable SourceOutput<RowData> output;
  private @Nullable ReadPartition partition;

  RowEmitter(RecordReader reader) {
    this.reader = reader;
  }

  @Override
  public void emitRecord(
      ConsumerRecord<byte[], byte[]> record,
      SourceOutput<RowData> output,
      KafkaPartitionSplitState split)
      throws IOException {
    this.output = output;
    partition = (ReadPartition) split;
    reader.deserialize(record, this);
    split.setCurrentOffset(record.offset() + 1);
  }

  @Override
  public void collect(RowData row) {
    if (!(row instanceof DeadRow)) {
      partition.speak();
    }
    output.collect(row);
  }

  @Override
  public void close() {}
}
