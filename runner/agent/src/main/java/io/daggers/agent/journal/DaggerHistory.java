package io.daggers.agent.journal;

import io.daggers.agent.platform.JobId;
import io.daggers.agent.platform.ObservedJob;
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
 * @param removed whether it was stopped because it left the repository
 * @param trouble what failed lately; null where nothing did
 * @param last the newest entry; null before the first
 */
public record DaggerHistory(
    @Nullable Run run,
    @Nullable LeftState left,
    @Nullable Fingerprint definition,
    boolean removed,
    @Nullable Trouble trouble,
    @Nullable Entry last) {

  /** Of a dagger that was never seen. */
  public static final DaggerHistory NONE = new DaggerHistory(null, null, null, false, null, null);

  /** A job that ran this long before it failed counts as having run well. */
  private static final Duration GOOD_RUN = Duration.ofMinutes(10);

  /** A job that was started. */
  public record Run(JobId job, Fingerprint fingerprint, String revision, Instant since) {}

  /**
   * Failures in a row.
   *
   * @param fingerprint of the bundle that was to run; null where the dagger was to stop
   * @param failures at least one
   * @param failedStarts how many of these were starts that did not come up
   * @param reason of the newest
   */
  public record Trouble(
      @Nullable Fingerprint fingerprint,
      int failures,
      int failedStarts,
      Instant since,
      String reason) {}

  /** The failures on the way to a bundle, or to no job at all; null where there are none. */
  public @Nullable Trouble troubleWith(@Nullable Fingerprint fingerprint) {
    return trouble != null && Objects.equals(trouble.fingerprint, fingerprint) ? trouble : null;
  }

  /**
   * Whether a live job is not known of: its journal is lost, or its agent ended before it could
   * write down what came of the start.
   */
  public boolean lacks(ObservedJob job) {
    if (!job.state().isLive()) {
      return false;
    }
    return run == null || (run.job.equals(job.id()) && isStarting());
  }

  /** What a start of which nobody wrote down the outcome was to go on from; null where nothing. */
  public @Nullable LeftState begunFrom() {
    return isStarting() ? Objects.requireNonNull(last).state() : null;
  }

  private boolean isStarting() {
    return last != null
        && last.step() == Entry.Step.START
        && last.outcome() == Entry.Outcome.BEGUN;
  }

  DaggerHistory after(Entry entry) {
    return switch (entry.step()) {
      case PREPARE ->
          new DaggerHistory(run, left, definition, removed, anotherFailure(entry), entry);
      case START -> afterStart(entry);
      case STOP, REMOVE -> afterStop(entry);
      case END -> afterEnd(entry);
      case REFUSE -> new DaggerHistory(run, left, definition, removed, trouble, entry);
    };
  }

  private DaggerHistory afterStart(Entry entry) {
    Fingerprint fingerprint = Objects.requireNonNull(entry.fingerprint());
    return switch (entry.outcome()) {
      case BEGUN -> {
        Run begun =
            new Run(
                Objects.requireNonNull(entry.job()), fingerprint, entry.revision(), entry.time());
        yield new DaggerHistory(begun, left, definition, removed, trouble, entry);
      }
      case DONE -> new DaggerHistory(run, entry.state(), fingerprint, false, trouble, entry);
      case FAILED ->
          new DaggerHistory(null, left, definition, removed, anotherFailure(entry), entry);
    };
  }

  private DaggerHistory afterStop(Entry entry) {
    return switch (entry.outcome()) {
      case BEGUN -> new DaggerHistory(run, left, definition, removed, trouble, entry);
      case DONE ->
          new DaggerHistory(
              null, newest(entry), definition, entry.step() == Entry.Step.REMOVE, trouble, entry);
      case FAILED ->
          new DaggerHistory(run, left, definition, removed, anotherFailure(entry), entry);
    };
  }

  private DaggerHistory afterEnd(Entry entry) {
    boolean ranWell =
        run != null && Duration.between(run.since, entry.time()).compareTo(GOOD_RUN) >= 0;
    Trouble before = ranWell ? null : trouble;
    Trouble after =
        entry.outcome() == Entry.Outcome.FAILED ? anotherFailure(before, entry) : before;
    return new DaggerHistory(null, newest(entry), definition, removed, after, entry);
  }

  private @Nullable LeftState newest(Entry entry) {
    return entry.state() == null ? left : entry.state();
  }

  private Trouble anotherFailure(Entry entry) {
    return anotherFailure(trouble, entry);
  }

  private static Trouble anotherFailure(@Nullable Trouble before, Entry entry) {
    boolean again = before != null && Objects.equals(before.fingerprint, entry.fingerprint());
    String reason = entry.error() == null ? entry.reason() : entry.error();
    return new Trouble(
        entry.fingerprint(),
        (again ? before.failures : 0) + 1,
        (again ? before.failedStarts : 0) + (entry.step() == Entry.Step.START ? 1 : 0),
        entry.time(),
        reason);
  }
}
