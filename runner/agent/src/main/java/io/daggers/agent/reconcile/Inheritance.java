package io.daggers.agent.reconcile;

/** What a job takes over of the one before it. */
public enum Inheritance {
  /** All that it had counted. */
  STATE("keeps its state", "goes on from the state it left behind"),
  /** Which windows it had written: those that were open are counted anew. */
  OPEN_WINDOWS("counts open windows anew", "counts anew the windows that were open when it ended"),
  NOTHING(
      "begins without the old state, as `reset` allows",
      "begins without the old state, as `reset` allows");

  private final String ofRunning;
  private final String ofEnded;

  Inheritance(String ofRunning, String ofEnded) {
    this.ofRunning = ofRunning;
    this.ofEnded = ofEnded;
  }

  /** What becomes of the state of a job that runs, as a verb and what follows. */
  String ofRunning() {
    return ofRunning;
  }

  /** The same of one that has ended. */
  String ofEnded() {
    return ofEnded;
  }
}
