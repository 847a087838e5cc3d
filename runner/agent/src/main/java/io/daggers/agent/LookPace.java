package io.daggers.agent;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * When the branch may be looked at again. A folder always; a server only every few seconds, and
 * ever later while it fails, as it may be that it locks out who asks too often.
 */
final class LookPace {

  private static final Duration USUAL = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final boolean free;
  private final Clock clock;
  private Duration wait = USUAL;
  private Instant next = Instant.MIN;

  LookPace(boolean free, Clock clock) {
    this.free = free;
    this.clock = clock;
  }

  boolean isDue() {
    return free || !clock.instant().isBefore(next);
  }

  /** A look was answered. */
  void good() {
    wait = USUAL;
    next = clock.instant().plus(wait);
  }

  /** A look was not answered. */
  void bad() {
    next = clock.instant().plus(wait);
    Duration twice = wait.multipliedBy(2);
    wait = twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
  }
}
