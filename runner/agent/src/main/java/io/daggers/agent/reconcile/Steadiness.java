package io.daggers.agent.reconcile;

import io.daggers.agent.journal.DaggerHistory.Run;
import io.daggers.agent.platform.JobMetrics;
import io.daggers.agent.platform.JobState;
import io.daggers.agent.platform.ObservedJob;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Tells from what a job has counted whether its definition is good. What is not known tells
 * nothing.
 */
public final class Steadiness {

  /** Longer than Flink takes to bring a job that fails at once back a few times. */
  private static final Duration LONG_ENOUGH = Duration.ofMinutes(5);

  /** In a job's first hour; machines fail too, one more an hour is no reason to distrust it. */
  private static final long FEW_RESTARTS = 3;

  private static final long TOO_MANY_RESTARTS = 6;
  private static final Duration FIRST_MINUTES = Duration.ofMinutes(15);

  private Steadiness() {}

  /**
   * Whether a definition has run long enough, and did something, to go back to it if the next one
   * does not.
   */
  public static boolean isStable(Run run, ObservedJob job, Instant now) {
    Duration age = Duration.between(run.since(), now);
    return run.up()
        && run.job().equals(job.id())
        && job.state() == JobState.RUNNING
        && age.compareTo(LONG_ENOUGH) >= 0
        && isAtLeast(job.vitals().checkpoints(), 1)
        && job.vitals().restarts() != null
        && job.vitals().restarts() <= FEW_RESTARTS + age.toHours()
        && isMoving(job.metrics());
  }

  /** Whether a job fails again and again since it was started. */
  static boolean isCrashLooping(Run run, ObservedJob job, Instant now) {
    return run.job().equals(job.id())
        && isAtLeast(job.vitals().restarts(), TOO_MANY_RESTARTS)
        && now.isBefore(run.since().plus(FIRST_MINUTES));
  }

  private static boolean isMoving(JobMetrics metrics) {
    return isAtLeast(metrics.recordsIn(), 1)
        || isAtLeast(metrics.rowsOut(), 1)
        || metrics.lag() != null;
  }

  private static boolean isAtLeast(@Nullable Long value, long least) {
    return value != null && value >= least;
  }
}
