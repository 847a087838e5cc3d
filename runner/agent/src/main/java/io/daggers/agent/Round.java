package io.daggers.agent;

import io.daggers.agent.platform.ObservedJob;
import io.daggers.agent.reconcile.Plan;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the agent knew and decided when it last looked.
 *
 * @param desired null before a commit was read
 * @param lastSync when the repository was last read with success; null before that
 * @param time when it looked; null before the first time
 * @param error what it could not look at; null where it could
 */
record Round(
    @Nullable DesiredState desired,
    List<ObservedJob> observed,
    Plan plan,
    @Nullable Instant lastSync,
    @Nullable Instant time,
    @Nullable String error) {

  static final Round NONE = new Round(null, List.of(), new Plan(List.of()), null, null, null);

  /** The same knowledge, with a reason why it is not newer. */
  Round failed(String why) {
    return new Round(desired, observed, plan, lastSync, time, why);
  }
}
