package io.daggers.agent;

import io.daggers.agent.journal.History;
import io.daggers.agent.journal.Journal;
import io.daggers.agent.platform.JobPlatform;
import io.daggers.agent.platform.JobState;
import io.daggers.agent.platform.ObservedJob;
import io.daggers.agent.platform.PlatformException;
import io.daggers.agent.reconcile.Change;
import io.daggers.agent.reconcile.Plan;
import io.daggers.agent.reconcile.Reconciler;
import io.daggers.agent.reconcile.Runners;
import io.daggers.definition.DaggerName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes jobs what a commit wants them to be: look, decide, act, again and again. A dagger whose
 * change takes long holds up no other: it is left out until its change is done.
 */
final class Rounds {

  private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

  private final JobPlatform platform;
  private final Journal journal;
  private final @Nullable DaggerName canary;
  private final Clock clock;
  private final ChangesUnderWay underWay = new ChangesUnderWay();
  private final Sightings sightings;
  private volatile Round last = Round.NONE;

  /** Of an environment without a canary. */
  Rounds(JobPlatform platform, Journal journal, Clock clock) {
    this(platform, journal, null, clock);
  }

  /**
   * @param canary the dagger that takes a new version of the runner first; null: any
   */
  Rounds(JobPlatform platform, Journal journal, @Nullable DaggerName canary, Clock clock) {
    this.canary = canary;
    this.platform = platform;
    this.journal = journal;
    this.clock = clock;
    this.sightings = new Sightings(platform, journal, clock);
  }

  /**
   * Sees what there is to do and begins to do it.
   *
   * @param found when the commit was found that wants this
   */
  void next(DesiredState desired, Instant found) {
    try {
      String revision = desired.snapshot().revision();
      sightings.note(desired.snapshot());
      Map<DaggerName, Change> busy = underWay.now(); // before looking: what ends later is not seen
      List<ObservedJob> observed = platform.observe();
      sightings.note(revision, observed, busy.keySet());
      History history = journal.history();
      Plan plan =
          Reconciler.plan(
                  revision,
                  desired.jobs(),
                  observed,
                  history,
                  new Runners(platform.runner().orElse(null), canary),
                  clock.instant())
              .with(busy);
      sightings.note(revision, plan);
      Rollout rollout = new Rollout(revision, platform, journal, clock);
      last = last.after(desired, found, observed, plan, history, clock.instant());
      plan.changes().stream()
          .filter(change -> Collections.disjoint(busy.keySet(), change.daggers()))
          .forEach(change -> begin(change, rollout));
    } catch (PlatformException e) {
      String why = String.valueOf(e.getMessage());
      if (!why.equals(last.error())) {
        LOG.warn("nothing is changed while the platform does not answer: {}", why);
      }
      last = last.failed(why);
    } catch (RuntimeException e) {
      LOG.error("a bug of ours; what runs is left alone", e);
      last = last.failed("a bug of ours: " + e);
    }
  }

  /** What the newest one saw and decided. */
  Round last() {
    return last;
  }

  /** Waits until the changes that were begun are done; returns false after the limit. */
  boolean await(Duration limit) throws InterruptedException {
    return underWay.await(limit);
  }

  /** Whether there is a change that is not done. */
  boolean isBusy() {
    return last.plan().changes().stream().anyMatch(Change::acts);
  }

  /** Stops all jobs with a savepoint, so that the next agent goes on from there. */
  void park(String revision, Duration limit) throws InterruptedException {
    try {
      Rollout farewell = new Rollout(revision, platform, journal, clock);
      platform.observe().stream()
          .filter(job -> job.state().isLive() && job.state() != JobState.UNKNOWN)
          .map(job -> new Change.Park(job, "the agent ends"))
          .forEach(stop -> underWay.begin(stop, farewell));
      if (!underWay.await(limit)) {
        LOG.warn("not all jobs stopped in time; the next agent goes on from their checkpoints");
      }
    } catch (PlatformException e) {
      LOG.warn("jobs are not stopped, the next agent goes on from checkpoints: {}", e.getMessage());
    }
  }

  /** Nothing is begun any more, and what is not done is broken off. */
  void end() {
    underWay.end();
  }

  private void begin(Change change, Rollout rollout) {
    if (change.acts()) {
      underWay.begin(change, rollout);
    } else {
      rollout.apply(change);
    }
  }
}
