package io.daggers.job.sink.kafka;

import io.daggers.definition.KafkaSink.Delivery;
import io.daggers.job.bundle.KafkaConnection;
import io.daggers.job.deadletter.DeadLetters;
import io.daggers.schema.Schema;
import io.daggers.sql.table.SinkTable.KafkaTable;
import java.util.Properties;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Writes rows to a topic, with the promise the dagger asks for. */
public final class KafkaResultSink {

  /** The topic, and not the client, decides what is too large. */
  private static final int MOST_REQUEST_BYTES = 32 << 20;

  private KafkaResultSink() {}

  /**
   * @param columns the query's output, each a field of the schema
   * @param transactions prefix of transactional ids; of no other job that may run, and of none of
   *     them the beginning
   * @param job whose records they are, and where what cannot be written goes
   */
  public static DataStreamSink<RowData> write(
      DataStream<RowData> rows,
      KafkaTable table,
      Schema schema,
      RowType columns,
      KafkaEndpoint endpoint,
      String transactions,
      DeadLetters job) {
    RecordWriter writer = new RecordWriter(table, schema, columns);
    return rows.process(
            new RecordEncoder(writer, endpoint, table.topic().name(), job), EncodedRecord.TYPE)
        .name("records")
        .uid("records-of-" + table.uid())
        .sinkTo(sink(table, endpoint, transactions, job));
  }

  private static KafkaSink<RowData> sink(
      KafkaTable table, KafkaEndpoint endpoint, String transactions, DeadLetters job) {
    return KafkaSink.<RowData>builder()
        .setKafkaProducerConfig(settings(endpoint.connection()))
        .setRecordSerializer(new RecordSender(table, endpoint, job))
        .setDeliveryGuarantee(guarantee(table.delivery()))
        .setTransactionalIdPrefix(transactions)
        // Few ids, used again and again; with it, what a killed job left open is searched for.
        .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
        .setProperty(
            ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
            String.valueOf(endpoint.transactionTimeout().toMillis()))
        .setProperty(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, String.valueOf(MOST_REQUEST_BYTES))
        .build();
  }

  private static Properties settings(KafkaConnection connection) {
    Properties properties = new Properties();
    properties.putAll(connection.settings());
    return properties;
  }

  private static DeliveryGuarantee guarantee(Delivery delivery) {
    return switch (delivery) {
      case EXACTLY_ONCE -> DeliveryGuarantee.EXACTLY_ONCE;
      case AT_LEAST_ONCE -> DeliveryGuarantee.AT_LEAST_ONCE;
    };
  }
}
