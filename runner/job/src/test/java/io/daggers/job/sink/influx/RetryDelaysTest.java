package io.daggers.job.sink.influx;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetryDelaysTest {

  private final RetryDelays delays = new RetryDelays(new Random(3));

  @Test
  void growUpToHalfAMinute() {
    for (int attempt = 1; attempt < 1_000; attempt++) {
      long most = attempt > 8 ? 30_000 : Math.min(30_000, 200L << (attempt - 1));
      assertThat(delays.after(attempt, null))
          .isBetween(Duration.ofMillis(most / 2), Duration.ofMillis(most));
    }
  }

  @Test
  void respectWhatTheServerAsksFor() {
    assertThat(delays.after(1, Duration.ofSeconds(7))).isEqualTo(Duration.ofSeconds(7));
    assertThat(delays.after(1, Duration.ofDays(7))).isEqualTo(Duration.ofMinutes(5));
    assertThat(delays.after(1, Duration.ZERO)).isPositive();
  }

  @Test
  void readSecondsAndDates() {
    Instant now = Instant.parse("2026-11-25T10:00:00Z");

    assertThat(HttpRefusal.retryAfter("120", now)).isEqualTo(Duration.ofMinutes(2));
    assertThat(HttpRefusal.retryAfter("Wed, 25 Nov 2026 10:00:30 GMT", now))
        .isEqualTo(Duration.ofSeconds(30));
    assertThat(HttpRefusal.retryAfter("Wed, 25 Nov 2026 09:00:00 GMT", now)).isZero();
    assertThat(HttpRefusal.retryAfter("soon", now)).isNull();
    assertThat(HttpRefusal.retryAfter(null, now)).isNull();
  }
}
