package io.daggers.agent;

import io.daggers.agent.journal.DaggerHistory;
import io.daggers.agent.journal.DaggerHistory.Run;
import io.daggers.agent.journal.Entry;
import io.daggers.agent.journal.Entry.Outcome;
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
import io.daggers.definition.DaggerName;
import io.daggers.job.bundle.Fingerprint;
import io.daggers.job.bundle.JobBundle;
import java.time.Clock;
import java.util.Optional;
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

  Rollout(String revision, JobPlatform platform, Journal journal, Clock clock) {
    this.revision = revision;
    this.platform = platform;
    this.journal = journal;
    this.clock = clock;
  }

  /** Never fails: what goes wrong is in the journal, and is the dagger's own affair. */
  void apply(Change change) {
    try {
      if (change instanceof Change.Start start) {
        start(platform.nextId(), start.bundle(), start.from(), start.reason());
      } else if (change instanceof Change.Replace replace) {
        replace(replace);
      } else if (change instanceof Change.Stop stop) {
        end(stop.job(), stop.removed() ? Step.REMOVE : Step.STOP, null, stop.reason());
      } else if (change instanceof Change.Refuse refuse) {
        refuse(refuse);
      }
    } catch (PlatformException e) {
      LOG.warn("dagger={} not done: {}", change.dagger(), e.getMessage());
    }
  }

  /** Writes down that a job ended without being told to, and what is left of it. */
  void noteEnd(DaggerName dagger, Run run, @Nullable ObservedJob seen) throws PlatformException {
    if (seen == null) {
      platform.ruleOut(dagger, run.job());
    }
    boolean failed = seen != null && seen.state() == JobState.FAILED;
    String reason =
        seen == null
            ? "its platform had ended"
            : Optional.ofNullable(seen.reason()).orElse(seen.state().word());
    LeftState left =
        platform
            .newestState(run.job())
            .flatMap(
                saved ->
                    journal.bundle(run.fingerprint()).map(bundle -> LeftState.of(bundle, saved)))
            .orElse(null);
    Entry end = entry(dagger, Step.END, reason, run.fingerprint(), run.job(), left);
    journal.record(failed ? end.failed(clock.instant(), reason) : end.done(clock.instant(), left));
    LOG.warn("dagger={} job={} ended by itself: {}", dagger, run.job(), reason);
  }

  /** Writes down that a job runs of which the journal does not say so. */
  void noteFind(ObservedJob job, @Nullable LeftState from) {
    String reason = "was found on its platform";
    Entry begun = entry(job.dagger(), Step.START, reason, job.fingerprint(), job.id(), from);
    journal.record(begun);
    journal.record(begun.done(clock.instant(), from));
    LOG.warn("dagger={} job={} {}", job.dagger(), job.id(), reason);
  }

  /** A definition that does not come up gives way to the one it replaced. */
  private void replace(Change.Replace replace) throws PlatformException {
    ObservedJob old = replace.job();
    prepare(replace);
    JobId id = platform.nextId();
    end(old, Step.STOP, replace.aim(), replace.reason());
    LeftState left = journal.history().of(old.dagger()).left();
    try {
      start(id, replace.bundle(), replace.withState() ? left : null, replace.reason());
    } catch (PlatformException e) {
      Optional<JobBundle> before = journal.bundle(old.fingerprint());
      if (before.isPresent() && !hasLiveJob(old.dagger())) {
        start(platform.nextId(), before.get(), left, "the new definition did not start");
      }
      throw e;
    }
  }

  /** What can be known to fail is known while the old job still runs. */
  private void prepare(Change.Replace replace) throws PlatformException {
    try {
      platform.prepare(replace.bundle());
    } catch (PlatformException e) {
      journal.record(
          new Entry(
              clock.instant(),
              revision,
              replace.dagger(),
              Step.PREPARE,
              Outcome.FAILED,
              replace.reason(),
              replace.aim(),
              replace.job().id(),
              null,
              String.valueOf(e.getMessage())));
      throw e;
    }
  }

  /** A new job that could not be stopped either may still run; a second one would write too. */
  private boolean hasLiveJob(DaggerName dagger) throws PlatformException {
    return platform.observe().stream()
        .anyMatch(job -> job.dagger().equals(dagger) && job.state().isLive());
  }

  private void start(JobId id, JobBundle bundle, @Nullable LeftState from, String reason)
      throws PlatformException {
    Entry begun = entry(bundle.dagger(), Step.START, reason, bundle.fingerprint(), id, from);
    journal.keep(bundle);
    journal.record(begun);
    try {
      platform.start(id, bundle, from == null ? new InitialState.Empty() : from.saved());
    } catch (PlatformException e) {
      journal.record(begun.failed(clock.instant(), String.valueOf(e.getMessage())));
      throw e;
    }
    journal.record(begun.done(clock.instant(), from));
    LOG.info("dagger={} started job={} reason={}", bundle.dagger(), id, reason);
  }

  private void end(ObservedJob job, Step step, @Nullable Fingerprint aim, String reason)
      throws PlatformException {
    Entry begun = entry(job.dagger(), step, reason, aim, job.id(), null);
    journal.record(begun);
    try {
      LeftState left = stateLeftBy(job);
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
    return platform.newestState(job.id()).map(saved -> LeftState.of(job, saved)).orElse(null);
  }

  /** Other than by a start that did not come up. */
  private boolean hasFailedBefore(DaggerName dagger) {
    DaggerHistory.Trouble trouble = journal.history().of(dagger).trouble();
    return trouble != null && trouble.failures() > trouble.failedStarts();
  }

  private void refuse(Change.Refuse refuse) {
    Entry last = journal.history().of(refuse.dagger()).last();
    boolean known =
        last != null && last.step() == Step.REFUSE && last.reason().equals(refuse.reason());
    if (!known) {
      Entry refusal = entry(refuse.dagger(), Step.REFUSE, refuse.reason(), null, null, null);
      journal.record(refusal.done(clock.instant(), null));
      LOG.warn("dagger={} refused: {}", refuse.dagger(), refuse.reason());
    }
  }

  /** A step that is about to be taken. */
  private Entry entry(
      DaggerName dagger,
      Step step,
      String reason,
      @Nullable Fingerprint fingerprint,
      @Nullable JobId job,
      @Nullable LeftState state) {
    return new Entry(
        clock.instant(),
        revision,
        dagger,
        step,
        Outcome.BEGUN,
        reason,
        fingerprint,
        job,
        state,
        null);
  }
}
