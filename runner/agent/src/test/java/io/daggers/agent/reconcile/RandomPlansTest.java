package io.daggers.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * The planner in random worlds: anything may be committed, fail, be overlooked or be killed at any
 * time. Each build tries the same worlds; {@code make fuzz-plans} tries others, and more.
 */
class RandomPlansTest {

  private static final long WORLDS = Long.getLong("daggers.plans.worlds", 100_000);
  private static final long FIRST = Long.getLong("daggers.plans.seed", 1);

  @Test
  void holdInAnyWorld() {
    System.out.printf("random plans: %d worlds from seed %d%n", WORLDS, FIRST);
    PlanTally tally = new PlanTally();
    AtomicLong worlds = new AtomicLong();
    long begun = System.nanoTime();

    LongStream.range(FIRST, FIRST + WORLDS)
        .parallel()
        .forEach(
            seed -> {
              RandomPlans.run(seed, tally);
              worlds.incrementAndGet();
            });

    System.out.printf(
        "random plans: %s in %s%n", tally, Duration.ofNanos(System.nanoTime() - begun));
    assertThat(worlds).hasValue(WORLDS);
    assertThat(tally.sawEverything()).as("%s", tally).isTrue();
  }
}
