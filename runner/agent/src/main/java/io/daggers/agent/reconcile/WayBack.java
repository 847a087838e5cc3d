package io.daggers.agent.reconcile;

import io.daggers.agent.journal.DaggerHistory;
import io.daggers.agent.journal.DaggerHistory.Condemned;
import io.daggers.agent.journal.DaggerHistory.Proven;
import io.daggers.agent.journal.DaggerHistory.Run;
import io.daggers.agent.journal.DaggerHistory.Trouble;
import io.daggers.agent.journal.History;
import io.daggers.agent.journal.LeftState;
import io.daggers.agent.platform.ObservedJob;
import io.daggers.job.bundle.Fingerprint;
import io.daggers.job.bundle.JobBundle;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The way back from a definition that does not run steadily to the last one that did. */
final class WayBack {

  /**
   * What came in since the good definition stopped is read again. So long Kafka has it for certain.
   */
  private static final Duration READ_AGAIN = Duration.ofHours(1);

  /** Machines fail too, and who ends one job for no fault of its own hardly ends the next one. */
  private static final int TOO_MANY_FAILED_RUNS = 2;

  private final History history;
  private final DaggerHistory past;
  private final Instant now;

  WayBack(History history, DaggerHistory past, Instant now) {
    this.history = history;
    this.past = past;
    this.now = now;
  }

  /** Away from a job that fails again and again, or was found to before. */
  Optional<Change> from(ObservedJob job) {
    Run run = past.run();
    String why = whyCondemned(job.fingerprint());
    if (why == null && run != null && Steadiness.isCrashLooping(run, job, now)) {
      why =
          "it restarted %d times before it ran steadily%s"
              .formatted(job.vitals().restarts(), job.reason() == null ? "" : ": " + job.reason());
    }
    return why == null ? Optional.empty() : back(job.fingerprint(), job, why);
  }

  /** Away from a definition whose jobs failed for good; empty where they did not. */
  Optional<Change> fromFailed(Fingerprint fingerprint) {
    Trouble trouble = past.troubleWith(fingerprint);
    return trouble == null || trouble.failedRuns() < TOO_MANY_FAILED_RUNS
        ? Optional.empty()
        : back(
            fingerprint,
            null,
            "it failed %d times before it ran steadily: %s"
                .formatted(trouble.failedRuns(), trouble.reason()));
  }

  /** The good definition, where the one that is wanted was taken back. */
  Optional<Change> instead(Fingerprint fingerprint) {
    String why = whyCondemned(fingerprint);
    Proven proven = past.proven();
    LeftState left = proven == null ? null : proven.left();
    return why == null || left == null
        ? Optional.empty()
        : provenBundle()
            .map(
                bundle ->
                    new Change.Start(
                        bundle,
                        proven.fingerprint(),
                        left,
                        "runs its last good definition: " + why));
  }

  /** Why a definition is not tried; null where it may be. */
  @Nullable String whyCondemned(Fingerprint fingerprint) {
    Condemned condemned = past.condemned();
    return condemned != null && condemned.fingerprint().equals(fingerprint) && !ranOn(fingerprint)
        ? condemned.reason()
        : null;
  }

  /** Whether it was to be taken back, and that was not done in time: what it left is newer. */
  private boolean ranOn(Fingerprint fingerprint) {
    LeftState left = past.left();
    Proven proven = past.proven();
    boolean leftMore = left != null && (proven == null || !left.equals(proven.left()));
    return fingerprint.equals(past.definition()) && (past.run() != null || leftMore) && !isOpen();
  }

  /** Whether all that came in since the good definition stopped can be read again. */
  private boolean isOpen() {
    Proven proven = past.proven();
    return proven != null
        && proven.leftAt() != null
        && now.isBefore(proven.leftAt().plus(READ_AGAIN));
  }

  private Optional<Change> back(Fingerprint bad, @Nullable ObservedJob job, String why) {
    Proven proven = past.proven();
    LeftState left = proven == null ? null : proven.left();
    if (left == null || proven.fingerprint().equals(bad) || !isOpen()) {
      return Optional.empty();
    }
    return provenBundle()
        .map(bundle -> new Change.RollBack(job, bad, bundle, proven.fingerprint(), left, why));
  }

  private Optional<JobBundle> provenBundle() {
    return Optional.ofNullable(past.proven())
        .map(proven -> history.bundles().get(proven.fingerprint()));
  }
}
