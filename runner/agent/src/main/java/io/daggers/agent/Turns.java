package io.daggers.agent;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts on the agent's turns to go on: one look at the branch and one round each. */
final class Turns {

  private static final Logger LOG = LoggerFactory.getLogger(Turns.class);

  /** Changes have threads of their own, so that no turn has to wait for a slow one. */
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final Clock clock;
  private volatile Instant lastGood;
  private volatile @Nullable String error;

  Turns(Clock clock) {
    this.clock = clock;
    this.lastGood = clock.instant();
  }

  /** A turn ended, and everything it asked did answer. */
  void good() {
    lastGood = clock.instant();
    error = null;
  }

  /** A turn ended in a way that is known, and told elsewhere. */
  void bad() {
    error = null;
  }

  /** A turn broke off as none should. */
  void brokeOff(Throwable bug) {
    String why = "a bug of ours: a turn broke off: " + bug;
    if (!why.equals(error)) {
      LOG.error("a turn broke off, a bug of ours; what runs is left alone", bug);
    }
    error = why;
  }

  /** Why the last turn broke off; null where it did not. */
  @Nullable String error() {
    return error;
  }

  /** Whether a turn was good lately, or the agent has only just begun. */
  boolean goOn() {
    return Duration.between(lastGood, clock.instant()).compareTo(LONGEST) < 0;
  }
}
