package io.daggers.job.source;

import java.io.Serializable;

/**
 * Which topic is read, and by whom.
 *
 * @param cluster the Kafka cluster's name in the environment
 */
record TopicAddress(String dagger, String cluster, String topic) implements Serializable {}
