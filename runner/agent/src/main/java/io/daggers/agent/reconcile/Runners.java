package io.daggers.agent.reconcile;

import io.daggers.definition.DaggerName;
import org.jspecify.annotations.Nullable;

/**
 * The version of the runner that jobs are started with from now on.
 *
 * @param newest as {@link io.daggers.agent.platform.ObservedJob#runner} gives it; null where all
 *     jobs have the agent's own
 * @param canary the dagger that takes a new version first; null: the first by name
 */
public record Runners(@Nullable String newest, @Nullable DaggerName canary) {

  /** Of a platform whose jobs have no version of their own. */
  public static final Runners SAME = new Runners(null, null);

  boolean isOutdated(@Nullable String runner) {
    return newest != null && runner != null && !runner.equals(newest);
  }
}
