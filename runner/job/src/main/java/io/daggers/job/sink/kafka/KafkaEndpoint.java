package io.daggers.job.sink.kafka;

import io.daggers.job.bundle.KafkaConnection;
import java.io.Serializable;
import java.time.Duration;

/**
 * Where records go.
 *
 * @param transactionTimeout how long results may wait to be committed before the broker drops them
 * @param checkpointInterval how often they are committed
 */
public record KafkaEndpoint(
    KafkaConnection connection, Duration transactionTimeout, Duration checkpointInterval)
    implements Serializable {

  /** The Kafka cluster's name in the environment. */
  String cluster() {
    return connection.cluster();
  }
}
