package io.daggers.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.agent.journal.DaggerHistory.Run;
import io.daggers.agent.platform.JobId;
import io.daggers.agent.platform.JobMetrics;
import io.daggers.agent.platform.JobState;
import io.daggers.agent.platform.JobVitals;
import io.daggers.agent.platform.ObservedJob;
import io.daggers.agent.platform.TestBundles;
import io.daggers.job.bundle.JobBundle;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SteadinessTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final JobBundle BUNDLE = TestBundles.of("t/d", "SELECT 1", null);
  private static final JobId JOB = new JobId("0".repeat(32));
  private static final Run RUN = new Run(JOB, BUNDLE.fingerprint(), "abc", START, null, true);

  @Test
  void isStableAfterFiveMinutesWithACheckpointAndSomethingRead() {
    assertThat(isStable(Duration.ofSeconds(299), 5L, 0L, 10L)).isFalse();
    assertThat(isStable(Duration.ofMinutes(5), 5L, 0L, 10L)).isTrue();
    assertThat(isStable(Duration.ofHours(1), 0L, 0L, 10L)).isFalse();
    assertThat(isStable(Duration.ofHours(1), 1L, 0L, 0L)).isFalse();
  }

  @Test
  void isNotStableWhereItRestartedTooOftenForItsAge() {
    assertThat(isStable(Duration.ofMinutes(5), 1L, 3L, 1L)).isTrue();
    assertThat(isStable(Duration.ofMinutes(5), 1L, 4L, 1L)).isFalse();
    assertThat(isStable(Duration.ofHours(1), 1L, 4L, 1L)).isTrue();
  }

  @Test
  void whatIsNotKnownTellsNothing() {
    assertThat(isStable(Duration.ofHours(1), null, 0L, 1L)).isFalse();
    assertThat(isStable(Duration.ofHours(1), 1L, null, 1L)).isFalse();
    assertThat(isStable(Duration.ofHours(1), 1L, 0L, null)).isFalse();
    ObservedJob silent = job(JobState.RESTARTING, JobVitals.NONE, null);
    assertThat(Steadiness.isCrashLooping(RUN, silent, START.plusSeconds(60))).isFalse();
  }

  @Test
  void isOnlyStableWhileItRuns() {
    ObservedJob restarting = job(JobState.RESTARTING, new JobVitals(1L, 1L), 1L);

    assertThat(Steadiness.isStable(RUN, restarting, START.plusSeconds(3_600))).isFalse();
  }

  @Test
  void isCrashLoopingAfterSixRestartsInItsFirstMinutes() {
    ObservedJob five = job(JobState.RESTARTING, new JobVitals(0L, 5L), null);
    ObservedJob six = job(JobState.RUNNING, new JobVitals(1L, 6L), 1L);

    assertThat(Steadiness.isCrashLooping(RUN, five, START.plusSeconds(60))).isFalse();
    assertThat(Steadiness.isCrashLooping(RUN, six, START.plusSeconds(899))).isTrue();
    assertThat(Steadiness.isCrashLooping(RUN, six, START.plusSeconds(900))).isFalse();
  }

  private static boolean isStable(
      Duration age, @Nullable Long checkpoints, @Nullable Long restarts, @Nullable Long read) {
    ObservedJob job = job(JobState.RUNNING, new JobVitals(checkpoints, restarts), read);
    return Steadiness.isStable(RUN, job, START.plus(age));
  }

  private static ObservedJob job(JobState state, JobVitals vitals, @Nullable Long read) {
    return new ObservedJob(
        BUNDLE.dagger(),
        BUNDLE.fingerprint(),
        JOB,
        state,
        null,
        START,
        BUNDLE.stateUids(),
        BUNDLE.reset(),
        new JobMetrics(
            read, null, null, null, null, null, null, null, null, null, null, null, null, null),
        vitals);
  }
}
