package io.daggers.agent.journal;

import io.daggers.agent.platform.JobId;
import io.daggers.definition.DaggerName;
import io.daggers.job.bundle.Fingerprint;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the journal says about one dagger.
 *
 * @param run the job that was started and not seen to end; null where there is none
 * @param left the newest state left behind since it last began without any; null where none
 * @param definition what ran last, or runs; null where nothing ever ran
 * @param standing what was last done about it
 * @param trouble what failed lately; null where nothing did
 * @param proven the definition that last ran steadily; null where none did
 * @param condemned a definition that did not, and is not tried again; null where there is none
 * @param restartAsked when a person asked for a restart of the job that runs; null where nobody did
 * @param movedTo the name under which its state went on; null where that is its own
 * @param last the newest entry; null before the first
 */
public record DaggerHistory(
    @Nullable Run run,
    @Nullable LeftState left,
    @Nullable Fingerprint definition,
    Standing standing,
    @Nullable Trouble trouble,
    @Nullable Proven proven,
    @Nullable Condemned condemned,
    @Nullable Instant restartAsked,
    @Nullable DaggerName movedTo,
    @Nullable Entry last) {

  /** A job that ran this long before it failed counts as having run well. */
  static final Duration GOOD_RUN = Duration.ofMinutes(10);

  /** Of a dagger that was never seen. */
  public static final DaggerHistory NONE =
      new DaggerHistory(null, null, null, Standing.NEVER_UP, null, null, null, null, null, null);

  /** What was last done about a dagger on purpose. A job that ends by itself changes nothing. */
  public enum Standing {
    NEVER_UP,
    /** It was started; where no job runs, one should. */
    UP,
    SUSPENDED,
    REMOVED
  }

  /**
   * A job that was started.
   *
   * @param from what it resumed from; null: nothing
   * @param up whether it was seen to have come up
   */
  public record Run(
      JobId job,
      Fingerprint fingerprint,
      String revision,
      Instant since,
      @Nullable LeftState from,
      boolean up) {}

  /**
   * Failures in a row.
   *
   * @param fingerprint of the bundle that was to run; null where the dagger was to stop
   * @param failures at least one
   * @param failedStarts how many of these were starts that did not come up
   * @param failedRuns how many were jobs that had come up, and failed for good
   * @param reason of the newest
   */
  public record Trouble(
      @Nullable Fingerprint fingerprint,
      int failures,
      int failedStarts,
      int failedRuns,
      Instant since,
      String reason) {}

  /**
   * A definition that ran steadily.
   *
   * @param left what its job left behind when it last ended; null where it has not
   * @param leftAt when that was
   */
  public record Proven(
      Fingerprint fingerprint, @Nullable LeftState left, @Nullable Instant leftAt) {}

  /**
   * A definition that was taken back.
   *
   * @param reason what was wrong with it
   */
  public record Condemned(Fingerprint fingerprint, String reason) {}

  /** The failures on the way to a bundle, or to no job at all; null where there are none. */
  public @Nullable Trouble troubleWith(@Nullable Fingerprint fingerprint) {
    return trouble != null && Objects.equals(trouble.fingerprint, fingerprint) ? trouble : null;
  }

  /**
   * How often in a row it failed on the way to a bundle, or to no job at all; none where a job of
   * it has run well since.
   */
  public int failuresWith(@Nullable Fingerprint fingerprint, Instant now) {
    Trouble failed = troubleWith(fingerprint);
    boolean runsWell =
        failed != null
            && run != null
            && run.up
            && run.fingerprint.equals(fingerprint)
            && run.since.isAfter(failed.since)
            && !now.isBefore(run.since.plus(GOOD_RUN));
    return failed == null || runsWell ? 0 : failed.failures;
  }

  /** Whether it is the definition that last ran steadily. */
  public boolean isProven(Fingerprint fingerprint) {
    return proven != null && proven.fingerprint.equals(fingerprint);
  }

  /** After another one has taken over what it left: of that, nothing is its own any more. */
  DaggerHistory movedTo(DaggerName heir) {
    return new DaggerHistory(
        null, null, null, Standing.REMOVED, null, null, null, null, heir, last);
  }

  /** Whether it left the repository, and was stopped for that. */
  public boolean isRemoved() {
    return standing == Standing.REMOVED;
  }
}
