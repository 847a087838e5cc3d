package io.daggers.job.sink.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.daggers.job.codec.UnwritableException;
import io.daggers.job.deadletter.DeadLetter;
import io.daggers.job.deadletter.DeadLetterFunction;
import io.daggers.job.deadletter.DeadLetters;
import io.daggers.job.deadletter.Stage;
import java.io.IOException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.Collector;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.AbstractRecords;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.RecordBatch;
import org.jspecify.annotations.Nullable;

/**
 * Turns rows into records. What is no message of the schema, or too large for the topic, is a dead
 * letter: once a record is given to the Kafka client, its failure fails the job.
 */
final class RecordEncoder extends DeadLetterFunction {

  private static final long serialVersionUID = 1L;

  private final RecordWriter writer;
  private final KafkaEndpoint endpoint;
  private final String topic;
  private final DeadLetters letters;

  private transient Header @Nullable [] headers;
  private transient int mostBytes;

  RecordEncoder(RecordWriter writer, KafkaEndpoint endpoint, String topic, DeadLetters letters) {
    super(letters);
    this.writer = writer;
    this.endpoint = endpoint;
    this.topic = topic;
    this.letters = letters;
  }

  @Override
  public void open(OpenContext context) throws IOException {
    super.open(context);
    writer.open();
    headers = RecordHeaders.of(letters);
    mostBytes = KafkaLimits.mostMessageBytes(endpoint, topic);
  }

  @Override
  public void processElement(RowData row, Context context, Collector<RowData> out)
      throws IOException {
    byte[] value;
    try {
      value = writer.value(row);
    } catch (UnwritableException e) {
      send(
          new DeadLetter(
              Stage.KAFKA_SINK,
              "the result does not fit %s: %s".formatted(writer.schemaName(), e.getMessage()),
              null,
              writer.describe(row).getBytes(UTF_8)));
      return;
    }
    byte[] key = writer.key(row);
    if (size(key, value) > mostBytes) {
      send(
          new DeadLetter(
              Stage.KAFKA_SINK,
              "the record is larger than the %d bytes that topic %s takes (max.message.bytes)"
                  .formatted(mostBytes, topic),
              null,
              value));
      return;
    }
    out.collect(EncodedRecord.of(value, key, writer.timeMillis(row)));
  }

  /** As Kafka's producer reckons. */
  private int size(byte @Nullable [] key, byte[] value) {
    return AbstractRecords.estimateSizeInBytesUpperBound(
        RecordBatch.CURRENT_MAGIC_VALUE, CompressionType.NONE, key, value, headers);
  }
}
