package io.daggers.agent.reconcile;

import io.daggers.agent.journal.DaggerHistory.Trouble;
import io.daggers.definition.DaggerName;
import java.time.Duration;
import java.time.Instant;

/**
 * How long to leave a dagger alone after failures: twice as long each time, up to a limit, and a
 * little longer than that. How much longer follows from its name and the number of failures, so
 * that daggers which failed together do not come back together, and a plan is still a function.
 */
final class Backoff {

  private static final Duration FIRST = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofMinutes(10);

  /** Each try to replace a job interrupts one that runs. */
  private static final Duration LONGEST_TO_REPLACE = Duration.ofHours(1);

  private static final int MOST_DOUBLINGS = 10;

  /** In thousandths of the wait. */
  private static final int MOST_LONGER = 200;

  private Backoff() {}

  /** When a change may be tried again. */
  static Instant over(Change change, Trouble trouble) {
    Duration wait = FIRST.multipliedBy(1L << Math.min(trouble.failures() - 1, MOST_DOUBLINGS));
    boolean interrupts = change instanceof Change.Replace || change instanceof Change.Move;
    Duration longest = interrupts ? LONGEST_TO_REPLACE : LONGEST;
    Duration most = wait.compareTo(longest) < 0 ? wait : longest;
    int longer = longer(change.dagger(), trouble.failures());
    return trouble.since().plus(most).plus(most.multipliedBy(longer).dividedBy(1_000));
  }

  private static int longer(DaggerName dagger, int failures) {
    return Math.floorMod(mixed(31 * dagger.toString().hashCode() + failures), MOST_LONGER + 1);
  }

  /** The last step of MurmurHash3: names that differ by a letter are far apart. */
  private static int mixed(int hash) {
    int mixed = hash;
    mixed = (mixed ^ (mixed >>> 16)) * 0x85ebca6b;
    mixed = (mixed ^ (mixed >>> 13)) * 0xc2b2ae35;
    return mixed ^ (mixed >>> 16);
  }
}
