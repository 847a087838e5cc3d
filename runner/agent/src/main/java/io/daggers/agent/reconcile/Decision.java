package io.daggers.agent.reconcile;

import io.daggers.agent.journal.DaggerHistory;
import io.daggers.agent.journal.DaggerHistory.Standing;
import io.daggers.agent.journal.DaggerHistory.Trouble;
import io.daggers.agent.journal.History;
import io.daggers.agent.journal.LeftState;
import io.daggers.agent.platform.ObservedJob;
import io.daggers.definition.DaggerName;
import io.daggers.job.bundle.Fingerprint;
import io.daggers.job.bundle.JobBundle;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What to do about one dagger. */
final class Decision {

  private final DaggerName dagger;
  private final @Nullable ObservedJob job;
  private final History history;
  private final DaggerHistory past;
  private final WayBack wayBack;
  private final Instant now;

  /**
   * @param job the live one; null where there is none
   */
  Decision(DaggerName dagger, @Nullable ObservedJob job, History history, Instant now) {
    this.dagger = dagger;
    this.job = job;
    this.history = history;
    this.past = history.of(dagger);
    this.wayBack = new WayBack(history, past, now);
    this.now = now;
  }

  DaggerName dagger() {
    return dagger;
  }

  /** Where the commit has it. */
  Change wanted(DesiredJob wanted) {
    return blindly().orElseGet(() -> asAsked(steady(patient(carriedOut(wanted)))));
  }

  /** Where the commit does not have it. */
  Change removed(String reason) {
    return blindly()
        .orElseGet(
            () ->
                job == null
                    ? new Change.Drop(dagger, reason)
                    : patient(new Change.Stop(job, true, reason)));
  }

  /** Whether it has never run, so that another one's state can become its own. */
  boolean isFresh() {
    return job == null && past.definition() == null && past.left() == null;
  }

  /** Whether it may have a job that was not seen. */
  boolean isUnseen() {
    return Unseen.reason(job, past).isPresent();
  }

  /** Whether it has anything that another one could take over. */
  boolean hasState() {
    return job != null || past.run() != null || past.left() != null;
  }

  /** Where the commit has it under a new name, and it has not run under that yet. */
  Change moved(DesiredJob.Running wanted, Decision former) {
    return blindly()
        .or(() -> former.blindly().map(change -> new Change.Keep(dagger, waitsFor(former, change))))
        .orElseGet(() -> patient(takenOver(wanted, former)));
  }

  private static String waitsFor(Decision former, Change change) {
    return "waits for %s, whose state it takes over: %s".formatted(former.dagger, change.reason());
  }

  private Change takenOver(DesiredJob.Running wanted, Decision former) {
    return FailedStarts.areTooMany(past, wanted.fingerprint())
        ? new Change.Refuse(dagger, FailedStarts.reason(dagger, past, wanted.fingerprint()))
        : Succession.change(wanted, former.dagger, former.job, former.past.left());
  }

  /** Where the commit does not have it, and it is not to be stopped for that yet. */
  Change kept(String reason) {
    boolean runs = job != null || past.standing() == Standing.UP;
    return blindly()
        .orElseGet(
            () -> runs ? asAsked(steady(patient(unfit(reason)))) : new Change.Keep(dagger, reason));
  }

  /** What is decided while the job cannot be seen well enough to do anything about it. */
  private Optional<Change> blindly() {
    return Unseen.reason(job, past).map(reason -> new Change.Keep(dagger, reason));
  }

  private Change carriedOut(DesiredJob wanted) {
    if (wanted instanceof DesiredJob.Running running) {
      return job == null ? start(running) : update(job, running);
    }
    if (wanted instanceof DesiredJob.Unfit unfit) {
      return unfit(unfit.reason());
    }
    String reason = "is suspended";
    return job == null ? new Change.Keep(dagger, reason) : new Change.Stop(job, false, reason);
  }

  private Change start(DesiredJob.Running wanted) {
    Optional<Change> better =
        wayBack.instead(wanted.fingerprint()).or(() -> wayBack.fromFailed(wanted.fingerprint()));
    return better.orElseGet(() -> startWanted(wanted));
  }

  private Change startWanted(DesiredJob.Running wanted) {
    JobBundle bundle = wanted.bundle();
    LeftState left = past.left();
    if (left != null && !past.isRemoved() && isGivenUp(wanted.fingerprint())) {
      return unfit(FailedStarts.reason(dagger, past, wanted.fingerprint()));
    }
    if (left == null) {
      return new Change.Start(bundle, wanted.fingerprint(), null, "is new");
    }
    if (past.isRemoved() && !Takeover.fits(bundle, left)) {
      String reason = "is back with another meaning, and begins without the old state";
      return new Change.Start(bundle, wanted.fingerprint(), null, reason);
    }
    Takeover takeover = Takeover.of(bundle, left);
    if (takeover instanceof Takeover.Granted granted) {
      Inheritance inheritance = granted.inheritance();
      return Change.Start.after(left, wanted, inheritance, inheritance.ofEnded());
    }
    String reason = ((Takeover.Refused) takeover).reason();
    // What was refused while the old one ran is no reason to leave it down.
    return past.standing() == Standing.UP ? unfit(reason) : new Change.Refuse(dagger, reason);
  }

  private Change update(ObservedJob job, DesiredJob.Running wanted) {
    if (job.fingerprint().equals(wanted.fingerprint())) {
      return new Change.Keep(dagger, "runs as committed");
    }
    Takeover takeover = Takeover.of(wanted.bundle(), job);
    if (takeover instanceof Takeover.Refused refused) {
      return new Change.Refuse(dagger, "the old definition keeps running: " + refused.reason());
    }
    Inheritance inheritance = ((Takeover.Granted) takeover).inheritance();
    if (isGivenUp(wanted.fingerprint())) {
      return new Change.Refuse(
          dagger,
          "the old definition keeps running: "
              + FailedStarts.reason(dagger, past, wanted.fingerprint()));
    }
    String condemned = wayBack.whyCondemned(wanted.fingerprint());
    if (condemned != null) {
      return new Change.Refuse(
          dagger,
          "the last good definition runs: the new one was taken back, for %s; it is not tried again until it is changed or a person says: bin/dagger retry %s"
              .formatted(condemned, dagger));
    }
    return new Change.Replace(
        job,
        wanted.bundle(),
        wanted.fingerprint(),
        inheritance,
        "changed, and " + inheritance.ofRunning());
  }

  /**
   * A job that fails again and again is not kept where there is a good definition to go back to.
   */
  private Change steady(Change change) {
    return change.acts() || job == null
        ? change
        : wayBack.from(job).map(this::patient).orElse(change);
  }

  /** What a person asked for, where nothing else is done that comes to the same. */
  private Change asAsked(Change change) {
    if (change.acts() || job == null || past.restartAsked() == null) {
      return change;
    }
    JobBundle bundle = history.bundles().get(job.fingerprint());
    return bundle == null
        ? change
        : patient(
            new Change.Replace(
                job,
                bundle,
                job.fingerprint(),
                Inheritance.STATE,
                "is restarted, as a person asked"));
  }

  /** Whether it failed to come up too often in the place of a definition that does. */
  private boolean isGivenUp(Fingerprint fingerprint) {
    return FailedStarts.areTooMany(past, fingerprint)
        && !fingerprint.equals(past.definition())
        && history.lastBundle(dagger).isPresent();
  }

  /** A dagger that was broken by an edit is not stopped by it, nor by a restart of the agent. */
  private Change unfit(String reason) {
    return job == null
        ? lastGood(reason).orElseGet(() -> new Change.Refuse(dagger, reason))
        : new Change.Keep(dagger, reason);
  }

  private Optional<Change> lastGood(String reason) {
    Fingerprint last = past.definition();
    return past.isRemoved() || last == null
        ? Optional.empty()
        : wayBack
            .instead(last)
            .or(() -> wayBack.fromFailed(last))
            .or(() -> lastDefinition(last, reason));
  }

  private Optional<Change> lastDefinition(Fingerprint last, String reason) {
    LeftState left = past.left();
    return history
        .lastBundle(dagger)
        .filter(bundle -> left != null && Takeover.fits(bundle, left))
        .map(
            bundle ->
                new Change.Start(bundle, last, left, "runs its last good definition: " + reason));
  }

  /** What failed before is left alone for a while; better the last good definition than none. */
  Change patient(Change change) {
    Trouble trouble = past.troubleWith(change.aim());
    if (!change.acts() || trouble == null || !now.isBefore(Backoff.over(change, trouble))) {
      return change;
    }
    if (change instanceof Change.Start) {
      Optional<Change> lastGood =
          lastGood(trouble.reason()).filter(other -> !Objects.equals(other.aim(), change.aim()));
      if (lastGood.isPresent()) {
        return patient(lastGood.get());
      }
    }
    Instant over = Backoff.over(change, trouble).truncatedTo(ChronoUnit.SECONDS);
    return new Change.Keep(dagger, trouble.reason() + "; tried again at " + over, over);
  }
}
