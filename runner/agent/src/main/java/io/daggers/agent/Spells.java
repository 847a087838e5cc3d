package io.daggers.agent;

import io.daggers.agent.platform.JobId;
import io.daggers.agent.platform.JobState;
import io.daggers.agent.platform.ObservedJob;
import io.daggers.definition.DaggerName;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How long each dagger has been in its present state, as far as this agent has seen. */
record Spells(Map<DaggerName, Spell> all) {

  /** Of an agent that has not looked yet. */
  static final Spells NONE = new Spells(Map.of());

  Spells {
    all = Map.copyOf(all);
  }

  /**
   * @param state of its job; null where there is none
   * @param since when it was first seen so; of a job that ran when the agent began, its start
   */
  record Spell(@Nullable JobId job, @Nullable JobState state, Instant since) {

    private static Spell of(@Nullable Spell before, @Nullable ObservedJob job, Instant now) {
      Spell next =
          job == null
              ? new Spell(null, null, now)
              : new Spell(
                  job.id(),
                  job.state(),
                  before == null && job.state() == JobState.RUNNING ? job.since() : now);
      return before != null && next.startingAt(before.since).equals(before) ? before : next;
    }

    private Spell startingAt(Instant time) {
      return new Spell(job, state, time);
    }
  }

  /**
   * After another look.
   *
   * @param jobs of those that have one
   */
  Spells after(Collection<DaggerName> daggers, Map<DaggerName, ObservedJob> jobs, Instant now) {
    Map<DaggerName, Spell> next = new HashMap<>();
    for (DaggerName dagger : daggers) {
      next.put(dagger, Spell.of(all.get(dagger), jobs.get(dagger), now));
    }
    return new Spells(next);
  }
}
