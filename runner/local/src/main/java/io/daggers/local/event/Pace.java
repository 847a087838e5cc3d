package io.daggers.local.event;

import java.time.Duration;
import java.time.Instant;

/** How fast events are sent. */
public sealed interface Pace {

  /** How long after the first event this one is due. */
  Duration due(long eventsBefore, Instant firstTime, Instant time);

  /** As fast as the Kafka clusters take them. */
  record Unlimited() implements Pace {

    @Override
    public Duration due(long eventsBefore, Instant firstTime, Instant time) {
      return Duration.ZERO;
    }
  }

  /** Evenly, so many in a second. */
  record PerSecond(double events) implements Pace {

    public PerSecond {
      requirePositive(events);
    }

    @Override
    public Duration due(long eventsBefore, Instant firstTime, Instant time) {
      return Duration.ofNanos((long) (eventsBefore * 1e9 / events));
    }
  }

  /** As they happened, so many times faster. Events older than the first are due at once. */
  record Replay(double speedup) implements Pace {

    public Replay {
      requirePositive(speedup);
    }

    @Override
    public Duration due(long eventsBefore, Instant firstTime, Instant time) {
      double millis = Duration.between(firstTime, time).toMillis() / speedup;
      return Duration.ofMillis(Math.max(0, (long) millis));
    }
  }

  private static void requirePositive(double number) {
    if (!(number > 0)) {
      throw new IllegalArgumentException("must be greater than 0: " + number);
    }
  }
}
