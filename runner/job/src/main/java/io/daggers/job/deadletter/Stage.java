package io.daggers.job.deadletter;

/** The place in a job that a dead letter comes from. */
public enum Stage {
  SOURCE("source"),
  KAFKA_SINK("kafka sink"),
  INFLUX_SINK("influx sink");

  private final String words;

  Stage(String words) {
    this.words = words;
  }

  @Override
  public String toString() {
    return words;
  }
}
