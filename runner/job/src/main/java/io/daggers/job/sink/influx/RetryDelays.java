package io.daggers.job.sink.influx;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait before the next attempt: twice as long each time, up to half a minute, and never
 * exactly as long as others wait. What the server asks for is respected, within reason.
 */
record RetryDelays(RandomGenerator random) {

  private static final long FIRST_MILLIS = 200;
  private static final long LONGEST_MILLIS = 30_000;
  private static final Duration LONGEST_ASKED_FOR = Duration.ofMinutes(5);
  private static final int MOST_DOUBLINGS = 8;

  /**
   * @param attempt 1 after the first one that failed
   * @param retryAfter what the server asked for; null where it did not
   */
  Duration after(int attempt, @Nullable Duration retryAfter) {
    long most = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(attempt - 1, MOST_DOUBLINGS));
    Duration own = Duration.ofMillis(most / 2 + random.nextLong(most / 2 + 1));
    if (retryAfter == null || retryAfter.compareTo(own) < 0) {
      return own;
    }
    return retryAfter.compareTo(LONGEST_ASKED_FOR) < 0 ? retryAfter : LONGEST_ASKED_FOR;
  }
}
