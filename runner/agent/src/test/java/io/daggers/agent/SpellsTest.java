package io.daggers.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.agent.platform.JobId;
import io.daggers.agent.platform.JobMetrics;
import io.daggers.agent.platform.JobState;
import io.daggers.agent.platform.JobVitals;
import io.daggers.agent.platform.ObservedJob;
import io.daggers.definition.DaggerName;
import io.daggers.job.bundle.Fingerprint;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SpellsTest {

  private static final DaggerName NAME = DaggerName.parse("transport/bookings");
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant FIRST_LOOK = START.plusSeconds(1_000);

  private Spells spells = Spells.NONE;

  @Test
  void aJobThatRanWhenTheAgentBeganRunsSinceItsStart() {
    ObservedJob job = job(JobState.RUNNING);

    assertThat(since(job, FIRST_LOOK)).isEqualTo(START);
    assertThat(since(job, FIRST_LOOK.plusSeconds(1))).isEqualTo(START);
  }

  @Test
  void aStateBeginsWhereItIsFirstSeenAndEndsWhereAnotherIs() {
    ObservedJob job = job(JobState.RUNNING);
    since(job, FIRST_LOOK);

    ObservedJob restarting = in(JobState.RESTARTING, job);
    assertThat(since(restarting, FIRST_LOOK.plusSeconds(1))).isEqualTo(FIRST_LOOK.plusSeconds(1));
    assertThat(since(restarting, FIRST_LOOK.plusSeconds(9))).isEqualTo(FIRST_LOOK.plusSeconds(1));
    assertThat(since(job, FIRST_LOOK.plusSeconds(10))).isEqualTo(FIRST_LOOK.plusSeconds(10));
    assertThat(since(null, FIRST_LOOK.plusSeconds(11))).isEqualTo(FIRST_LOOK.plusSeconds(11));
    assertThat(since(null, FIRST_LOOK.plusSeconds(12))).isEqualTo(FIRST_LOOK.plusSeconds(11));
  }

  @Test
  void anotherJobInTheSameStateBeginsAnew() {
    since(job(JobState.RUNNING), FIRST_LOOK);

    assertThat(since(job(JobState.RUNNING), FIRST_LOOK.plusSeconds(1)))
        .isEqualTo(FIRST_LOOK.plusSeconds(1));
  }

  private Instant since(@Nullable ObservedJob job, Instant now) {
    spells = spells.after(List.of(NAME), job == null ? Map.of() : Map.of(NAME, job), now);
    return spells.all().get(NAME).since();
  }

  private static ObservedJob job(JobState state) {
    return job(JobId.next(), state);
  }

  private static ObservedJob in(JobState state, ObservedJob job) {
    return job(job.id(), state);
  }

  private static ObservedJob job(JobId id, JobState state) {
    return new ObservedJob(
        NAME,
        new Fingerprint("f".repeat(64)),
        id,
        state,
        null,
        START,
        List.of(),
        null,
        JobMetrics.NONE,
        JobVitals.NONE);
  }
}
