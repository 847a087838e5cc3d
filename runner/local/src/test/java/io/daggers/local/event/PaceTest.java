package io.daggers.local.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PaceTest {

  private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void spreadsEventsEvenlyOverEachSecond() {
    Pace pace = new Pace.PerSecond(200);

    assertThat(pace.due(300, FIRST, FIRST)).isEqualTo(Duration.ofMillis(1_500));
  }

  @Test
  void replaysTimeSoManyTimesFaster() {
    Pace pace = new Pace.Replay(60);

    assertThat(pace.due(5, FIRST, FIRST.plusSeconds(120))).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void sendsLateEventsOfAReplayAtOnce() {
    Pace pace = new Pace.Replay(60);

    assertThat(pace.due(5, FIRST, FIRST.minusSeconds(120))).isZero();
  }

  @Test
  void refusesToStandStill() {
    assertThatThrownBy(() -> new Pace.PerSecond(0)).hasMessage("must be greater than 0: 0.0");
  }
}
