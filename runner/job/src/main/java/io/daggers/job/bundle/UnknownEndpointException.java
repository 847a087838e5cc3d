package io.daggers.job.bundle;

/** A dagger needs a Kafka cluster or an InfluxDB server that its environment does not have. */
public final class UnknownEndpointException extends Exception {

  private static final long serialVersionUID = 1L;

  UnknownEndpointException(String message) {
    super(message);
  }
}
