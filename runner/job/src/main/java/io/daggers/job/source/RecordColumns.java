package io.daggers.job.source;

import io.daggers.job.codec.StreamRow;
import io.daggers.sql.table.StreamColumns;
import java.io.Serializable;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.RowType;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The columns a row gets from where its record lay, for those the query uses. */
final class RecordColumns implements Serializable {

  private static final long serialVersionUID = 1L;

  private final String cluster;
  private final int rowtimeAt;
  private final int clusterAt;
  private final int topicAt;
  private final int partitionAt;
  private final int offsetAt;
  private final int timestampAt;

  RecordColumns(RowType columns, String cluster) {
    this.cluster = cluster;
    this.rowtimeAt = columns.getFieldIndex(StreamColumns.ROWTIME);
    this.clusterAt = columns.getFieldIndex(StreamColumns.KAFKA_CLUSTER);
    this.topicAt = columns.getFieldIndex(StreamColumns.KAFKA_TOPIC);
    this.partitionAt = columns.getFieldIndex(StreamColumns.KAFKA_PARTITION);
    this.offsetAt = columns.getFieldIndex(StreamColumns.KAFKA_OFFSET);
    this.timestampAt = columns.getFieldIndex(StreamColumns.KAFKA_TIMESTAMP);
  }

  void fill(StreamRow row, ConsumerRecord<byte[], byte[]> record) {
    if (rowtimeAt >= 0) {
      row.setField(rowtimeAt, TimestampData.fromEpochMillis(row.eventTimeMillis()));
    }
    if (clusterAt >= 0) {
      row.setField(clusterAt, StringData.fromString(cluster));
    }
    if (topicAt >= 0) {
      row.setField(topicAt, StringData.fromString(record.topic()));
    }
    if (partitionAt >= 0) {
      row.setField(partitionAt, record.partition());
    }
    if (offsetAt >= 0) {
      row.setField(offsetAt, record.offset());
    }
    if (timestampAt >= 0) {
      row.setField(timestampAt, TimestampData.fromEpochMillis(record.timestamp()));
    }
  }
}
