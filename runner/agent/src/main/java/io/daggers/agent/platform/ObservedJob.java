package io.daggers.agent.platform;

import io.daggers.definition.DaggerName;
import io.daggers.job.bundle.Fingerprint;
import io.daggers.sql.table.ResultWindows;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job as its platform sees it.
 *
 * @param fingerprint of the bundle it was started with
 * @param reason why it is not running well; null where there is nothing to say
 * @param since when it was started
 * @param stateUids the stateful operators it was started with
 * @param windows those of its results, of which its state tells which are written; null where it
 *     does not
 * @param reset the bundle's text of that name; null where it has none
 * @param runner the version of the runner that it was started with, as {@link JobPlatform#runner}
 *     gives it; null where all jobs have the agent's own
 */
public record ObservedJob(
    DaggerName dagger,
    Fingerprint fingerprint,
    JobId id,
    JobState state,
    @Nullable String reason,
    Instant since,
    List<String> stateUids,
    @Nullable ResultWindows windows,
    @Nullable String reset,
    JobMetrics metrics,
    JobVitals vitals,
    @Nullable String runner) {

  public ObservedJob {
    stateUids = List.copyOf(stateUids);
  }

  /** Two jobs of one dagger are as good as one of which nobody knows how it fares. */
  public ObservedJob besides(ObservedJob other) {
    return new ObservedJob(
        dagger,
        fingerprint,
        id,
        JobState.UNKNOWN,
        "%s runs beside it; one of the two has to be ended there".formatted(other.id),
        since,
        stateUids,
        windows,
        reset,
        metrics,
        vitals,
        runner);
  }

  /** The same, which writes results of such windows. */
  public ObservedJob writing(@Nullable ResultWindows known) {
    return new ObservedJob(
        dagger,
        fingerprint,
        id,
        state,
        reason,
        since,
        stateUids,
        known,
        reset,
        metrics,
        vitals,
        runner);
  }

  /** The same, started with a version of the runner. */
  public ObservedJob startedWith(@Nullable String version) {
    return new ObservedJob(
        dagger,
        fingerprint,
        id,
        state,
        reason,
        since,
        stateUids,
        windows,
        reset,
        metrics,
        vitals,
        version);
  }

  /** Of a platform whose jobs have no runner of their own, where nothing is known of windows. */
  public ObservedJob(
      DaggerName dagger,
      Fingerprint fingerprint,
      JobId id,
      JobState state,
      @Nullable String reason,
      Instant since,
      List<String> stateUids,
      @Nullable String reset,
      JobMetrics metrics,
      JobVitals vitals) {
    this(
        dagger,
        fingerprint,
        id,
        state,
        reason,
        since,
        stateUids,
        null,
        reset,
        metrics,
        vitals,
        null);
  }
}
