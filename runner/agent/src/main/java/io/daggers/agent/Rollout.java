package io.daggers.agent;

import io.daggers.agent.journal.DaggerHistory;
import io.daggers.agent.journal.Entry;
import io.daggers.agent.journal.Entry.Step;
import io.daggers.agent.journal.Journal;
import io.daggers.agent.journal.LeftState;
import io.daggers.agent.platform.InitialState;
import io.daggers.agent.platform.JobId;
import io.daggers.agent.platform.JobPlatform;
import io.daggers.agent.platform.JobState;
import io.daggers.agent.platform.ObservedJob;
import io.daggers.agent.platform.PlatformException;
import io.daggers.agent.reconcile.Change;
import io.daggers.agent.reconcile.Inheritance;
import io.daggers.definition.DaggerName;
import io.daggers.job.bundle.Fingerprint;
import io.daggers.job.bundle.JobBundle;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries changes out on behalf of one revision. Each step is in the journal before it is taken,
 * and once more with what came of it.
 */
final class Rollout {

  private static final Logger LOG = LoggerFactory.getLogger(Rollout.class);

  private final String revision;
  private final JobPlatform platform;
  private final Journal journal;
  private final Clock clock;
  private final Handover handover;

  Rollout(String revision, JobPlatform platform, Journal journal, Clock clock) {
    this.revision = revision;
    this.platform = platform;
    this.journal = journal;
    this.clock = clock;
    this.handover = new Handover(platform);
  }

  /** Never fails: what goes wrong is in the journal, and is the dagger's own affair. */
  void apply(Change change) {
    try {
      if (change instanceof Change.Start start) {
        start(platform.nextId(), start.bundle(), start.inheritance(), start.from(), start.reason());
      } else if (change instanceof Change.Replace replace) {
        replace(replace);
      } else if (change instanceof Change.Stop stop) {
        end(stop.job(), stop.removed() ? Step.REMOVE : Step.STOP, null, stop.reason());
      } else if (change instanceof Change.Move move) {
        move(move);
      } else if (change instanceof Change.RollBack back) {
        rollBack(back);
      } else if (change instanceof Change.Park park) {
        end(park.job(), Step.PARK, null, park.reason());
      } else if (change instanceof Change.Drop drop) {
        note(entry(drop.dagger(), Step.REMOVE, drop.reason(), null, null, null));
      } else if (change instanceof Change.Refuse refuse) {
        refuse(refuse);
      }
    } catch (PlatformException e) {
      LOG.warn("dagger={} not done: {}", change.dagger(), e.getMessage());
    }
  }

  /** Where the new job does not come up, the next round brings the old one back. */
  private void replace(Change.Replace replace) throws PlatformException {
    prepare(replace, replace.bundle(), replace.job(), replace.inheritance());
    JobId id = platform.nextId();
    end(replace.job(), Step.STOP, replace.aim(), replace.reason());
    LeftState left = journal.history().of(replace.dagger()).left();
    start(id, replace.bundle(), replace.inheritance(), left, replace.reason());
  }

  /** What is wrong with the bad definition is in the journal before its job is touched. */
  private void rollBack(Change.RollBack back) throws PlatformException {
    ObservedJob bad = back.job();
    JobId old = bad == null ? null : bad.id();
    JobId id = platform.nextId();
    note(entry(back.dagger(), Step.ROLLBACK, back.reason(), back.condemned(), old, null));
    LOG.warn("dagger={} rolled back: {}", back.dagger(), back.reason());
    if (bad != null) {
      String taken = "a definition that does not run steadily is taken back";
      end(bad, Step.STOP, back.aim(), taken, this::stopOnly);
    }
    String reason = "the new definition does not run steadily";
    start(id, back.bundle(), Inheritance.STATE, back.from(), reason);
  }

  /** What goes wrong counts for the new name, which is the one that is tried again. */
  private void move(Change.Move move) throws PlatformException {
    ObservedJob old = move.job();
    prepare(move, move.bundle(), old, move.inheritance());
    JobId id = platform.nextId();
    Entry begun = entry(move.dagger(), Step.MOVE, move.reason(), move.aim(), old.id(), null);
    journal.record(begun);
    try {
      end(old, Step.MOVE, null, "moves to " + move.dagger());
    } catch (PlatformException e) {
      journal.record(begun.failed(clock.instant(), String.valueOf(e.getMessage())));
      throw e;
    }
    journal.record(begun.done(clock.instant(), null));
    LeftState left = journal.history().of(old.dagger()).left();
    start(id, move.bundle(), move.inheritance(), left, move.reason());
    if (move.inheritance() == Inheritance.NOTHING) {
      String reason = "moved to " + move.dagger();
      note(entry(old.dagger(), Step.REMOVE, reason, null, null, null));
    }
  }

  /** What can be known to fail is known while the old job still runs. */
  private void prepare(Change change, JobBundle bundle, ObservedJob old, Inheritance inheritance)
      throws PlatformException {
    try {
      InitialState from =
          inheritance == Inheritance.OPEN_WINDOWS
              ? handover.state(inheritance, wouldLeave(old))
              : new InitialState.Empty();
      platform.prepare(bundle, old.dagger(), from);
    } catch (PlatformException e) {
      Entry prepare =
          entry(bundle.dagger(), Step.PREPARE, change.reason(), change.aim(), old.id(), null);
      journal.record(prepare.failed(clock.instant(), String.valueOf(e.getMessage())));
      throw e;
    }
  }

  /**
   * @param left what the job before left; null: nothing
   */
  private void start(
      JobId id, JobBundle bundle, Inheritance inheritance, @Nullable LeftState left, String reason)
      throws PlatformException {
    LeftState from = inheritance == Inheritance.NOTHING ? null : left;
    Entry begun = entry(bundle.dagger(), Step.START, reason, bundle.fingerprint(), id, from);
    journal.keep(bundle);
    journal.record(begun);
    try {
      InitialState state = handover.state(inheritance, from);
      begun = begun.because(reason + Handover.words(state));
      platform.start(id, bundle, state);
    } catch (PlatformException e) {
      journal.record(begun.failed(clock.instant(), String.valueOf(e.getMessage())));
      throw e;
    }
    journal.record(begun.done(clock.instant(), from));
    LOG.info("dagger={} started job={} reason={}", bundle.dagger(), id, begun.reason());
  }

  /** How a job is ended. */
  private interface Ending {
    @Nullable LeftState leftBy(ObservedJob job) throws PlatformException;
  }

  private void end(ObservedJob job, Step step, @Nullable Fingerprint aim, String reason)
      throws PlatformException {
    end(job, step, aim, reason, this::stateLeftBy);
  }

  private void end(
      ObservedJob job, Step step, @Nullable Fingerprint aim, String reason, Ending ending)
      throws PlatformException {
    Entry begun = entry(job.dagger(), step, reason, aim, job.id(), null);
    journal.record(begun);
    try {
      LeftState left = ending.leftBy(job);
      journal.record(begun.done(clock.instant(), left));
    } catch (PlatformException e) {
      journal.record(begun.failed(clock.instant(), String.valueOf(e.getMessage())));
      throw e;
    }
    LOG.info("dagger={} stopped job={} reason={}", job.dagger(), job.id(), reason);
  }

  /** Where a job cannot make a savepoint, its newest checkpoint is as good. */
  private @Nullable LeftState stateLeftBy(ObservedJob job) throws PlatformException {
    if (job.state() == JobState.RUNNING) {
      try {
        return LeftState.of(job, platform.stopWithSavepoint(job.id()));
      } catch (PlatformException e) {
        if (!hasFailedBefore(job.dagger()) || platform.newestState(job.id()).isEmpty()) {
          throw e;
        }
        LOG.warn("dagger={} goes on from a checkpoint: {}", job.dagger(), e.getMessage());
      }
    }
    platform.stop(job.id());
    return platform.newestState(job.id()).map(saved -> left(job, saved)).orElse(null);
  }

  /** As far as a job that still runs tells what it will leave. */
  private @Nullable LeftState wouldLeave(ObservedJob job) throws PlatformException {
    return platform
        .newestState(job.id())
        .map(saved -> job.state() == JobState.RUNNING ? LeftState.of(job, saved) : left(job, saved))
        .orElse(null);
  }

  private LeftState left(ObservedJob job, InitialState.Saved checkpoint) {
    JobBundle bundle = journal.history().bundles().get(job.fingerprint());
    return bundle == null
        ? new LeftState(checkpoint.location(), job.stateUids(), job.reset())
        : LeftState.of(bundle, checkpoint);
  }

  /** Other than by a start that did not come up. */
  private boolean hasFailedBefore(DaggerName dagger) {
    DaggerHistory.Trouble trouble = journal.history().of(dagger).trouble();
    return trouble != null && trouble.failures() > trouble.failedStarts() + trouble.failedRuns();
  }

  /** Its state is of no use. */
  private @Nullable LeftState stopOnly(ObservedJob job) throws PlatformException {
    platform.stop(job.id());
    return null;
  }

  private void refuse(Change.Refuse refuse) {
    Entry last = journal.history().of(refuse.dagger()).last();
    boolean known =
        last != null && last.step() == Step.REFUSE && last.reason().equals(refuse.reason());
    if (!known) {
      note(entry(refuse.dagger(), Step.REFUSE, refuse.reason(), null, null, null));
      LOG.warn("dagger={} refused: {}", refuse.dagger(), refuse.reason());
    }
  }

  private void note(Entry step) {
    journal.record(step.done(clock.instant(), null));
  }

  private Entry entry(
      DaggerName dagger,
      Step step,
      String reason,
      @Nullable Fingerprint fingerprint,
      @Nullable JobId job,
      @Nullable LeftState state) {
    return Entry.begun(clock.instant(), revision, dagger, step, reason, fingerprint, job, state);
  }
}
