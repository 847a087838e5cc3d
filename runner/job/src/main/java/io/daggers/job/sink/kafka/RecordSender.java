package io.daggers.job.sink.kafka;

import io.daggers.definition.KafkaSink.Delivery;
import io.daggers.job.deadletter.DeadLetters;
import io.daggers.job.sink.ResultMetrics;
import io.daggers.sql.table.SinkTable.KafkaTable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.table.data.RowData;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Gives encoded records to the connector, after a look at whether the Kafka cluster would commit
 * them. The topic is told for the connector's search for transactions that a killed job left open.
 */
final class RecordSender
    implements KafkaRecordSerializationSchema<RowData>, KafkaDatasetFacetProvider {

  private static final long serialVersionUID = 1L;

  private final String topic;
  private final Delivery delivery;
  private final KafkaEndpoint endpoint;
  private final DeadLetters job;

  private transient @Nullable List<Header> headers;
  private transient @Nullable ResultMetrics metrics;

  RecordSender(KafkaTable table, KafkaEndpoint endpoint, DeadLetters job) {
    this.topic = table.topic().name();
    this.delivery = table.delivery();
    this.endpoint = endpoint;
    this.job = job;
  }

  @Override
  public void open(SerializationSchema.InitializationContext context, KafkaSinkContext sinkContext)
      throws IOException {
    if (delivery == Delivery.EXACTLY_ONCE) {
      Optional<String> obstacle =
          KafkaLimits.obstacle(endpoint, KafkaLimits.longestTransaction(endpoint));
      if (obstacle.isPresent()) {
        throw new IOException(
            "%s cannot write to topic %s exactly once: %s"
                .formatted(job.dagger(), topic, obstacle.get()));
      }
    }
    headers = List.of(RecordHeaders.of(job));
    metrics = new ResultMetrics(context.getMetricGroup());
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      RowData record, KafkaSinkContext context, @Nullable Long timestamp) {
    Long time = EncodedRecord.timeMillis(record);
    metrics.written(1, time == null ? Long.MIN_VALUE : time);
    return new ProducerRecord<>(
        topic, null, time, EncodedRecord.key(record), EncodedRecord.value(record), headers);
  }

  @Override
  public Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
    return Optional.of(
        new DefaultKafkaDatasetFacet(
            DefaultKafkaDatasetIdentifier.ofTopics(List.of(topic)), new Properties()));
  }
}
