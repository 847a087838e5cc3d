package io.daggers.job.sink.kafka;

import io.daggers.definition.KafkaSink.Delivery;
import io.daggers.schema.Schema;
import io.daggers.sql.table.SinkTable.KafkaTable;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Writes rows to a topic, with the promise the dagger asks for. */
public final class KafkaResultSink {

  /** Below the broker's default greatest, 15 minutes. */
  private static final int TRANSACTION_TIMEOUT_MILLIS = 600_000;

  private KafkaResultSink() {}

  /**
   * @param columns the query's output, each a field of the schema
   * @param clientName prefix of transactional ids; of no other job that may run
   */
  public static KafkaSink<RowData> of(
      KafkaTable table,
      Schema schema,
      RowType columns,
      String bootstrapServers,
      String clientName) {
    return KafkaSink.<RowData>builder()
        .setBootstrapServers(bootstrapServers)
        .setRecordSerializer(new RecordWriter(table, schema, columns))
        .setDeliveryGuarantee(guarantee(table.delivery()))
        .setTransactionalIdPrefix(clientName)
        .setProperty(
            ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, Integer.toString(TRANSACTION_TIMEOUT_MILLIS))
        .build();
  }

  private static DeliveryGuarantee guarantee(Delivery delivery) {
    return switch (delivery) {
      case EXACTLY_ONCE -> DeliveryGuarantee.EXACTLY_ONCE;
      case AT_LEAST_ONCE -> DeliveryGuarantee.AT_LEAST_ONCE;
    };
  }
}
