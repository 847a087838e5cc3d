package io.daggers.agent;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for a condition, with a deadline that says what it saw. */
public final class Waiting {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private Waiting() {}

  public static void until(Callable<Boolean> condition, Callable<String> seen) throws Exception {
    until(LIMIT, condition, seen);
  }

  /** The same for what takes longer. */
  public static void until(Duration limit, Callable<Boolean> condition, Callable<String> seen)
      throws Exception {
    Instant deadline = Instant.now().plus(limit);
    while (!condition.call()) {
      if (Instant.now().isAfter(deadline)) {
        throw new AssertionError("waited " + limit + "; " + seen.call());
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
  }
}
