package io.daggers.job.sink.kafka;

import java.io.Serializable;
import java.time.Duration;

/**
 * Where records go.
 *
 * @param cluster the Kafka cluster's name in the environment
 * @param transactionTimeout how long results may wait to be committed before the broker drops them
 * @param checkpointInterval how often they are committed
 */
public record KafkaEndpoint(
    String cluster,
    String bootstrapServers,
    Duration transactionTimeout,
    Duration checkpointInterval)
    implements Serializable {}
