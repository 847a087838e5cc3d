package io.daggers.agent;

import io.daggers.agent.journal.History;
import io.daggers.agent.platform.ObservedJob;
import io.daggers.agent.reconcile.Change;
import io.daggers.agent.reconcile.Plan;
import io.daggers.definition.DaggerName;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the agent saw and decided when it last went through everything.
 *
 * @param jobs of each dagger the live one, or else the one that ended last
 * @param time when that was; null before the first time
 * @param error why it could not do so since; null where it could
 */
record Round(
    Map<DaggerName, ObservedJob> jobs,
    Plan plan,
    Spells spells,
    Arrivals arrivals,
    @Nullable Instant time,
    @Nullable String error) {

  static final Round NONE =
      new Round(Map.of(), new Plan(List.of(), null), Spells.NONE, Arrivals.NONE, null, null);

  private static final BinaryOperator<ObservedJob> FOREMOST =
      BinaryOperator.maxBy(
          Comparator.comparing((ObservedJob job) -> job.state().isLive())
              .thenComparing(ObservedJob::since));

  Round {
    jobs = Map.copyOf(jobs);
  }

  /** The next one. */
  Round after(
      DesiredState desired,
      Instant found,
      List<ObservedJob> observed,
      Plan decided,
      History history,
      Instant now) {
    Map<DaggerName, ObservedJob> seen = new HashMap<>();
    observed.forEach(job -> seen.merge(job.dagger(), job, FOREMOST));
    return new Round(
        seen,
        decided,
        spells.after(decided.changes().stream().map(Change::dagger).toList(), seen, now),
        arrivals.after(desired.jobs(), found, seen, history, now),
        now,
        null);
  }

  /** The same knowledge, with a reason why it is not newer. */
  Round failed(String why) {
    return new Round(jobs, plan, spells, arrivals, time, why);
  }
}
