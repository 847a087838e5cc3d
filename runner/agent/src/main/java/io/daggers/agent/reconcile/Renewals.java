package io.daggers.agent.reconcile;

import io.daggers.agent.journal.DaggerHistory.Run;
import io.daggers.agent.journal.DaggerHistory.Standing;
import io.daggers.agent.journal.History;
import io.daggers.agent.platform.JobState;
import io.daggers.agent.platform.ObservedJob;
import io.daggers.definition.DaggerName;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Brings jobs over to a new version of the runner: the canary first, and once it runs steadily the
 * others, one after the other, as long as all that have it run.
 */
final class Renewals {

  private final Map<DaggerName, DesiredJob> wanted;
  private final Map<DaggerName, ObservedJob> live;
  private final History history;
  private final Runners runners;
  private final Instant now;

  Renewals(
      Map<DaggerName, DesiredJob> wanted,
      Map<DaggerName, ObservedJob> live,
      History history,
      Runners runners,
      Instant now) {
    this.wanted = wanted;
    this.live = live;
    this.history = history;
    this.runners = runners;
    this.now = now;
  }

  /**
   * The changes, of which at most one more acts.
   *
   * @param changes about each dagger, by name
   */
  SortedMap<DaggerName, Change> among(SortedMap<DaggerName, Change> changes) {
    SortedMap<DaggerName, ObservedJob> outdated = outdated(changes);
    if (outdated.isEmpty()) {
      return changes;
    }
    SortedMap<DaggerName, Change> all = new TreeMap<>(changes);
    DaggerName first = first(outdated);
    String obstacle = obstacle(changes, first);
    for (Map.Entry<DaggerName, ObservedJob> each : outdated.entrySet()) {
      DaggerName name = each.getKey();
      boolean isNext = obstacle == null && name.equals(first);
      all.put(
          name,
          isNext
              ? renewed(each.getValue())
              : new Change.Keep(
                  name,
                  "runs as committed, on the runner it was started with: the new one comes after "
                      + (obstacle == null ? first + " has it" : obstacle)));
    }
    return all;
  }

  /** Jobs that can go over, and about which there is nothing else to do. */
  private SortedMap<DaggerName, ObservedJob> outdated(Map<DaggerName, Change> changes) {
    SortedMap<DaggerName, ObservedJob> outdated = new TreeMap<>();
    live.forEach(
        (name, job) -> {
          if (runners.isOutdated(job.runner())
              && job.state() == JobState.RUNNING
              && changes.get(name) instanceof Change.Keep keep
              && keep.nextTry() == null
              && wanted.get(name) instanceof DesiredJob.Running running
              && running.fingerprint().equals(job.fingerprint())
              && fits(job, running)) {
            outdated.put(name, job);
          }
        });
    return outdated;
  }

  private DaggerName first(SortedMap<DaggerName, ObservedJob> outdated) {
    DaggerName canary = runners.canary();
    return canary != null && outdated.containsKey(canary) ? canary : outdated.firstKey();
  }

  /** What has to happen before the next one gets it; null where nothing has. */
  private @Nullable String obstacle(Map<DaggerName, Change> changes, DaggerName first) {
    for (DaggerName name : wanted.keySet()) {
      ObservedJob job = live.get(name);
      boolean isDown = job == null && history.of(name).standing() == Standing.UP;
      if (isDown || (job != null && isNew(job) && job.state() != JobState.RUNNING)) {
        return name + " is up again";
      }
    }
    for (Change change : changes.values()) {
      if (change instanceof Change.Replace || change instanceof Change.RollBack) {
        return change.dagger() + " is changed";
      }
    }
    DaggerName pioneer = pioneer(first);
    return pioneer == null || isSteady(pioneer) ? null : pioneer + " runs steadily with it";
  }

  /** Who has to do well with the new version before others get it; null before there is one. */
  private @Nullable DaggerName pioneer(DaggerName first) {
    DaggerName canary = runners.canary();
    if (first.equals(canary)) {
      return null;
    }
    if (canary != null && live.containsKey(canary)) {
      return canary;
    }
    DaggerName any = null;
    for (ObservedJob job : live.values()) {
      if (isNew(job) && (any == null || isSteady(job.dagger()))) {
        any = job.dagger();
      }
    }
    return any;
  }

  private boolean isNew(ObservedJob job) {
    return runners.newest() != null && runners.newest().equals(job.runner());
  }

  private boolean isSteady(DaggerName name) {
    ObservedJob job = live.get(name);
    Run run = history.of(name).run();
    return job != null && isNew(job) && run != null && Steadiness.isStable(run, job, now);
  }

  private Change renewed(ObservedJob job) {
    DesiredJob.Running running = (DesiredJob.Running) wanted.get(job.dagger());
    String reason = "goes over to the new runner, and keeps its state";
    return new Decision(job.dagger(), job, history, now)
        .patient(
            new Change.Replace(
                job, running.bundle(), running.fingerprint(), Inheritance.STATE, reason));
  }

  /** Where the new version plans it otherwise, it would not find its state again. */
  private static boolean fits(ObservedJob job, DesiredJob.Running running) {
    return Takeover.of(running.bundle(), job).equals(new Takeover.Granted(Inheritance.STATE));
  }
}
