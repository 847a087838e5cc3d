package io.daggers.topology;

/**
 * A topic on a Kafka cluster.
 *
 * @param cluster the Kafka cluster's name in the environment
 * @param name the topic's name on it
 */
public record Topic(String cluster, String name) {

  @Override
  public String toString() {
    return name + "@" + cluster;
  }
}
