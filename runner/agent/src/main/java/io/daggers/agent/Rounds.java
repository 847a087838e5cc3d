package io.daggers.agent;

import io.daggers.agent.journal.DaggerHistory.Run;
import io.daggers.agent.journal.History;
import io.daggers.agent.journal.Journal;
import io.daggers.agent.platform.JobId;
import io.daggers.agent.platform.JobPlatform;
import io.daggers.agent.platform.JobState;
import io.daggers.agent.platform.ObservedJob;
import io.daggers.agent.platform.PlatformException;
import io.daggers.agent.reconcile.Absences;
import io.daggers.agent.reconcile.Change;
import io.daggers.agent.reconcile.Plan;
import io.daggers.agent.reconcile.Reconciler;
import io.daggers.definition.DaggerName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
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
  private final Clock clock;
  private final ChangesUnderWay underWay = new ChangesUnderWay();
  private Absences absences = Absences.NONE;
  private volatile Round last = Round.NONE;

  Rounds(JobPlatform platform, Journal journal, Clock clock) {
    this.platform = platform;
    this.journal = journal;
    this.clock = clock;
  }

  /** Sees what there is to do and begins to do it. */
  void next(DesiredState desired) {
    try {
      Rollout rollout = new Rollout(desired.snapshot().revision(), platform, journal, clock);
      rollout.noteCommit(desired.snapshot());
      Map<DaggerName, Change> busy = underWay.now(); // before looking: what ends later is not seen
      List<ObservedJob> observed = platform.observe();
      noteArrivals(observed, busy, rollout);
      noteEnds(observed, busy, rollout);
      Plan plan =
          Reconciler.plan(
                  desired.snapshot().revision(),
                  desired.jobs(),
                  observed,
                  journal.history(),
                  clock.instant())
              .with(busy);
      rollout.noteFreeze(plan);
      last = new Round(observed, plan, clock.instant(), null);
      plan.changes().stream()
          .filter(change -> !busy.containsKey(change.dagger()))
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

  /** From here on the history knows of every start that the agent before did not see to its end. */
  private void noteArrivals(
      List<ObservedJob> observed, Map<DaggerName, Change> busy, Rollout rollout) {
    History history = journal.history();
    for (ObservedJob job : observed) {
      Run run = history.of(job.dagger()).run();
      boolean arrived = run != null && !run.up() && run.job().equals(job.id());
      if (arrived && job.state() == JobState.RUNNING && !busy.containsKey(job.dagger())) {
        rollout.noteArrival(job.dagger(), run);
      }
    }
  }

  /** From here on the history knows of every job that ended for certain. */
  private void noteEnds(List<ObservedJob> observed, Map<DaggerName, Change> busy, Rollout rollout)
      throws PlatformException {
    Map<JobId, ObservedJob> seen =
        observed.stream().collect(Collectors.toMap(ObservedJob::id, Function.identity()));
    Map<DaggerName, Run> runs = new TreeMap<>();
    journal
        .history()
        .daggers()
        .forEach((name, past) -> Optional.ofNullable(past.run()).ifPresent(r -> runs.put(name, r)));
    runs.keySet().removeAll(busy.keySet());
    Instant now = clock.instant();
    absences =
        absences.after(
            runs.values().stream()
                .map(Run::job)
                .filter(job -> !seen.containsKey(job))
                .collect(Collectors.toSet()),
            now);
    for (Map.Entry<DaggerName, Run> run : runs.entrySet()) {
      ObservedJob job = seen.get(run.getValue().job());
      boolean ended = job == null ? isGone(run.getValue().job(), now) : !job.state().isLive();
      if (ended) {
        rollout.noteEnd(run.getKey(), run.getValue(), job);
      }
    }
  }

  /** Jobs that live in this process cannot be overlooked. */
  private boolean isGone(JobId job, Instant now) {
    return !platform.outlivesAgent() || absences.isGone(job, now);
  }
}
