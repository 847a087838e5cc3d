package io.daggers.agent.reconcile;

import io.daggers.agent.journal.DaggerHistory;
import io.daggers.agent.journal.DaggerHistory.Run;
import io.daggers.agent.journal.DaggerHistory.Trouble;
import io.daggers.agent.journal.History;
import io.daggers.agent.journal.LeftState;
import io.daggers.agent.platform.JobState;
import io.daggers.agent.platform.ObservedJob;
import io.daggers.definition.DaggerName;
import io.daggers.job.bundle.JobBundle;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Decides what to do about each dagger. It takes values, returns values and does nothing. */
public final class Reconciler {

  /** A replacement that does not come up costs the job it replaces a pause each time. */
  private static final int MOST_FAILED_STARTS = 3;

  private final History history;
  private final Instant now;

  private Reconciler(History history, Instant now) {
    this.history = history;
    this.now = now;
  }

  /**
   * @param desired at most one per dagger
   * @param observed at most one live job per dagger; jobs that ended are left to the history
   * @param history a run in it that is not observed is not known to have ended: it may only be
   *     missing
   */
  public static Plan plan(
      List<DesiredJob> desired, List<ObservedJob> observed, History history, Instant now) {
    Map<DaggerName, DesiredJob> wanted =
        desired.stream().collect(Collectors.toMap(DesiredJob::dagger, Function.identity()));
    Map<DaggerName, ObservedJob> live =
        observed.stream()
            .filter(job -> job.state().isLive())
            .collect(Collectors.toMap(ObservedJob::dagger, Function.identity()));
    SortedSet<DaggerName> names = new TreeSet<>(wanted.keySet());
    names.addAll(live.keySet());

    Reconciler reconciler = new Reconciler(history, now);
    return new Plan(
        names.stream()
            .map(name -> reconciler.change(name, wanted.get(name), live.get(name)))
            .map(reconciler::patient)
            .toList());
  }

  private Change change(DaggerName dagger, @Nullable DesiredJob wanted, @Nullable ObservedJob job) {
    if (job != null && job.state() == JobState.UNKNOWN) {
      return new Change.Keep(dagger, whyUnknown(job));
    }
    Run run = history.of(dagger).run();
    if (job == null && run != null) {
      return new Change.Keep(dagger, whyMissing(run));
    }
    if (wanted instanceof DesiredJob.Running running) {
      return job == null ? start(running.bundle()) : update(job, running.bundle());
    }
    if (wanted instanceof DesiredJob.Unfit unfit) {
      return job == null ? startLastGood(unfit) : new Change.Keep(dagger, unfit.reason());
    }
    boolean suspended = wanted instanceof DesiredJob.Suspended;
    String reason = suspended ? "is suspended" : "was removed from the repository";
    return job == null ? new Change.Keep(dagger, reason) : new Change.Stop(job, !suspended, reason);
  }

  private static String whyUnknown(ObservedJob job) {
    return "nothing is done while its platform cannot tell how its job %s fares%s"
        .formatted(job.id(), job.reason() == null ? "" : ": " + job.reason());
  }

  private static String whyMissing(Run run) {
    return "nothing is done before a second look confirms that its job %s is gone"
        .formatted(run.job());
  }

  private Change start(JobBundle bundle) {
    DaggerHistory past = history.of(bundle.dagger());
    if (past.left() != null && !past.removed() && isGivenUp(bundle)) {
      return startLastGood(new DesiredJob.Unfit(bundle.dagger(), whyGivenUp(bundle)));
    }
    LeftState left = past.left();
    if (left == null) {
      return new Change.Start(bundle, null, "is new");
    }
    Takeover takeover = Takeover.of(bundle, left.stateUids(), left.reset());
    if (takeover instanceof Takeover.WithState) {
      return new Change.Start(bundle, left, "goes on from the state it left behind");
    }
    if (takeover instanceof Takeover.Refused refused && !past.removed()) {
      return new Change.Refuse(bundle.dagger(), refused.reason());
    }
    return new Change.Start(
        bundle,
        null,
        past.removed()
            ? "is back with another meaning, and begins without the old state"
            : "begins without the old state, as `reset` allows");
  }

  private Change update(ObservedJob job, JobBundle bundle) {
    if (job.fingerprint().equals(bundle.fingerprint())) {
      return new Change.Keep(job.dagger(), "runs as committed");
    }
    Takeover takeover = Takeover.of(bundle, job.stateUids(), job.reset());
    if (takeover instanceof Takeover.Refused refused) {
      return new Change.Refuse(
          job.dagger(), "the old definition keeps running: " + refused.reason());
    }
    if (isGivenUp(bundle)) {
      return new Change.Refuse(
          job.dagger(), "the old definition keeps running: " + whyGivenUp(bundle));
    }
    boolean withState = takeover instanceof Takeover.WithState;
    return new Change.Replace(
        job,
        bundle,
        withState,
        withState
            ? "changed, and keeps its state"
            : "changed, and begins without the old state, as `reset` allows");
  }

  /** Whether it failed to come up too often in the place of a definition that does. */
  private boolean isGivenUp(JobBundle bundle) {
    Trouble trouble = history.of(bundle.dagger()).troubleWith(bundle.fingerprint());
    return trouble != null
        && trouble.failedStarts() >= MOST_FAILED_STARTS
        && history
            .lastBundle(bundle.dagger())
            .filter(last -> !last.fingerprint().equals(bundle.fingerprint()))
            .isPresent();
  }

  private String whyGivenUp(JobBundle bundle) {
    Trouble trouble =
        Objects.requireNonNull(
            history.of(bundle.dagger()).troubleWith(bundle.fingerprint()), "given up without");
    return "the new one did not start %d times, and is not tried again until it is changed: %s"
        .formatted(trouble.failedStarts(), trouble.reason());
  }

  /** A dagger that was broken by an edit is not stopped by it, nor by a restart of the agent. */
  private Change startLastGood(DesiredJob.Unfit unfit) {
    return lastGood(unfit.dagger(), unfit.reason())
        .orElseGet(() -> new Change.Refuse(unfit.dagger(), unfit.reason()));
  }

  private Optional<Change> lastGood(DaggerName dagger, String reason) {
    DaggerHistory past = history.of(dagger);
    return history
        .lastBundle(dagger)
        .filter(bundle -> !past.removed() && past.left() != null)
        .map(
            bundle ->
                new Change.Start(bundle, past.left(), "runs its last good definition: " + reason));
  }

  /** What failed before is left alone for a while; better the last good definition than none. */
  private Change patient(Change change) {
    Trouble trouble = history.of(change.dagger()).troubleWith(change.aim());
    if (!change.acts() || trouble == null || !now.isBefore(Backoff.over(change, trouble))) {
      return change;
    }
    if (change instanceof Change.Start) {
      Optional<Change> lastGood =
          lastGood(change.dagger(), trouble.reason())
              .filter(other -> !Objects.equals(other.aim(), change.aim()));
      if (lastGood.isPresent()) {
        return patient(lastGood.get());
      }
    }
    Instant over = Backoff.over(change, trouble).truncatedTo(ChronoUnit.SECONDS);
    return new Change.Keep(change.dagger(), trouble.reason() + "; tried again at " + over);
  }
}
