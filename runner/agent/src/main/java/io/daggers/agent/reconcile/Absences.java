package io.daggers.agent.reconcile;

import io.daggers.agent.platform.JobId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Jobs that were missing when their platform last said what it has. One look can miss a job that
 * runs, so that a job counts as gone where two looks in a row, some time apart, did not see it.
 *
 * @param since when each was missing for the first time since it was last seen
 */
public record Absences(Map<JobId, Instant> since) {

  /** Of an agent that has not looked yet. */
  public static final Absences NONE = new Absences(Map.of());

  private static final Duration BETWEEN_TWO_LOOKS = Duration.ofSeconds(10);

  public Absences {
    since = Map.copyOf(since);
  }

  /** After another look, which did not see the given jobs. A look that failed is no look. */
  public Absences after(Set<JobId> missing, Instant now) {
    return new Absences(
        missing.stream()
            .collect(Collectors.toMap(Function.identity(), job -> since.getOrDefault(job, now))));
  }

  /** Whether a job that the newest look did not see is gone. */
  public boolean isGone(JobId job, Instant now) {
    Instant first = since.get(job);
    return first != null && !now.isBefore(first.plus(BETWEEN_TWO_LOOKS));
  }
}
