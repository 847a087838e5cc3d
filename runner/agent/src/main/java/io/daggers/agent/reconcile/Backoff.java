package io.daggers.agent.reconcile;

import io.daggers.agent.journal.DaggerHistory.Trouble;
import java.time.Duration;
import java.time.Instant;

/** How long to leave a dagger alone after failures: twice as long each time, up to a limit. */
final class Backoff {

  private static final Duration FIRST = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofMinutes(10);

  /** Each try to replace a job interrupts one that runs. */
  private static final Duration LONGEST_TO_REPLACE = Duration.ofHours(1);

  private static final int MOST_DOUBLINGS = 10;

  private Backoff() {}

  /** When a change may be tried again. */
  static Instant over(Change change, Trouble trouble) {
    Duration wait = FIRST.multipliedBy(1L << Math.min(trouble.failures() - 1, MOST_DOUBLINGS));
    boolean interrupts = change instanceof Change.Replace || change instanceof Change.Move;
    Duration longest = interrupts ? LONGEST_TO_REPLACE : LONGEST;
    return trouble.since().plus(wait.compareTo(longest) < 0 ? wait : longest);
  }
}
