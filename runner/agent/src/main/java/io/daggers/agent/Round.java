package io.daggers.agent;

import io.daggers.agent.platform.ObservedJob;
import io.daggers.agent.reconcile.Plan;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the agent saw and decided when it last went through everything.
 *
 * @param time when that was; null before the first time
 * @param error why it could not do so since; null where it could
 */
record Round(
    List<ObservedJob> observed, Plan plan, @Nullable Instant time, @Nullable String error) {

  static final Round NONE = new Round(List.of(), new Plan(List.of(), null), null, null);

  Round {
    observed = List.copyOf(observed);
  }

  /** The same knowledge, with a reason why it is not newer. */
  Round failed(String why) {
    return new Round(observed, plan, time, why);
  }
}
