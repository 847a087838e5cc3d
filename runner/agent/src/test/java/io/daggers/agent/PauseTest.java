package io.daggers.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PauseTest {

  private static final Duration HOUR = Duration.ofHours(1);

  private final CountDownLatch closing = new CountDownLatch(1);
  private final AtomicInteger glances = new AtomicInteger();

  @Test
  void endsWhereThereIsNews() throws Exception {
    Pause pause = new Pause(closing, () -> glances.incrementAndGet() == 3);

    assertThat(pause.isLast(HOUR)).isFalse();
    assertThat(glances).hasValue(3);
  }

  @Test
  void endsWhereTheAgentCloses() throws Exception {
    Pause pause = new Pause(closing, PauseTest::closed);
    closing.countDown();

    assertThat(pause.isLast(HOUR)).isTrue();
    assertThat(pause.isLast(Duration.ZERO)).isTrue();
  }

  @Test
  void endsByItself() throws Exception {
    assertThat(new Pause(closing, () -> false).isLast(Duration.ofMillis(1))).isFalse();
  }

  private static boolean closed() {
    throw new AssertionError("nobody asks whether there is news where nothing is done with it");
  }
}
