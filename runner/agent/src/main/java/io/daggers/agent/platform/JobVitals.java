package io.daggers.agent.platform;

import org.jspecify.annotations.Nullable;

/**
 * How steadily a job runs, counted since it was submitted. Null means that its platform has not
 * said so (yet).
 *
 * @param checkpoints that completed
 * @param restarts how often the platform had to bring it back
 */
public record JobVitals(@Nullable Long checkpoints, @Nullable Long restarts) {

  /** Of a job of which nothing is known. */
  public static final JobVitals NONE = new JobVitals(null, null);
}
