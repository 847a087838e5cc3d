package io.daggers.agent.platform.flink;

import io.daggers.agent.platform.JobId;
import io.daggers.agent.platform.JobMetrics;
import io.daggers.agent.platform.JobState;
import io.daggers.agent.platform.JobVitals;
import io.daggers.agent.platform.ObservedJob;
import io.daggers.job.bundle.JobBundle;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a job fares.
 *
 * @param reason why it is not running well; null where there is nothing to say
 */
public record JobSight(
    JobState state, @Nullable String reason, JobMetrics metrics, JobVitals vitals) {

  /** Of a job that cannot be asked. */
  public static JobSight from(JobState state, @Nullable String reason) {
    return new JobSight(state, reason, JobMetrics.NONE, JobVitals.NONE);
  }

  /**
   * @param bundle that it was started with
   * @param since when it was started
   */
  public ObservedJob of(JobId id, JobBundle bundle, Instant since) {
    return new ObservedJob(
            bundle.dagger(),
            bundle.fingerprint(),
            id,
            state,
            reason,
            since,
            bundle.stateUids(),
            bundle.reset(),
            metrics,
            vitals)
        .writing(bundle.windows());
  }
}
