package io.daggers.agent;

import io.daggers.agent.journal.DaggerHistory;
import io.daggers.agent.journal.DaggerHistory.Run;
import io.daggers.agent.journal.Journal;
import io.daggers.agent.platform.JobId;
import io.daggers.agent.platform.JobPlatform;
import io.daggers.agent.platform.ObservedJob;
import io.daggers.agent.platform.PlatformException;
import io.daggers.agent.reconcile.Plan;
import io.daggers.agent.reconcile.Reconciler;
import io.daggers.definition.DaggerName;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes jobs what a commit wants them to be: look, decide, act, again and again. */
final class Rounds {

  private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

  private static final int CHANGES_AT_ONCE = 4;
  private static final Duration LONGEST_APPLY = Duration.ofMinutes(30);
  private static final Duration LONGEST_FAREWELL = Duration.ofSeconds(15);

  private final JobPlatform platform;
  private final Journal journal;
  private final Clock clock;
  private volatile Round last = Round.NONE;
  private volatile boolean ending;

  Rounds(JobPlatform platform, Journal journal, Clock clock) {
    this.platform = platform;
    this.journal = journal;
    this.clock = clock;
  }

  /** Returns whether there is nothing more to do for now. */
  boolean next(DesiredState desired) throws InterruptedException {
    try {
      Rollout rollout = new Rollout(desired.snapshot().revision(), platform, journal, clock);
      List<ObservedJob> observed = platform.observe();
      noteEnds(observed, rollout);
      Plan plan = Reconciler.plan(desired.jobs(), observed, journal.history(), clock.instant());
      last = new Round(observed, plan, clock.instant(), null);
      apply(plan, rollout);
      return plan.isSettled();
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
    return true;
  }

  /** What the newest one saw and decided. */
  Round last() {
    return last;
  }

  /** Changes that were not begun are left to the next agent. */
  void end() {
    ending = true;
  }

  /** Stops all jobs with a savepoint; the next agent goes on from there. */
  void park(String revision) throws InterruptedException {
    try {
      List<ObservedJob> live =
          platform.observe().stream().filter(job -> job.state().isLive()).toList();
      Rollout farewell = new Rollout(revision, platform, journal, clock);
      boolean all = Parallel.forEach(live, live.size(), LONGEST_FAREWELL, farewell::park);
      LOG.info("parked={} {}", live.size(), all ? "all in time" : "some were too slow");
    } catch (PlatformException e) {
      LOG.warn("jobs are not stopped, the next agent goes on from checkpoints", e);
    }
  }

  /** From here on the history knows of every job that is not live. */
  private void noteEnds(List<ObservedJob> observed, Rollout rollout) throws PlatformException {
    Map<JobId, ObservedJob> seen =
        observed.stream().collect(Collectors.toMap(ObservedJob::id, Function.identity()));
    for (Map.Entry<DaggerName, DaggerHistory> past : journal.history().daggers().entrySet()) {
      Run run = past.getValue().run();
      ObservedJob job = run == null ? null : seen.get(run.job());
      if (run != null && (job == null || !job.state().isLive())) {
        rollout.noteEnd(past.getKey(), run, job);
      }
    }
  }

  private void apply(Plan plan, Rollout rollout) throws InterruptedException {
    Parallel.forEach(
        plan.changes(),
        CHANGES_AT_ONCE,
        LONGEST_APPLY,
        change -> {
          if (!ending) {
            rollout.apply(change);
          }
        });
  }
}
