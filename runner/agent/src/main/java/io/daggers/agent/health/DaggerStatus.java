package io.daggers.agent.health;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.daggers.diagnostic.Finding;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One dagger in {@link Status}.
 *
 * @param name {@code team/dagger}
 * @param verdict {@code accepted} or {@code rejected}; null where it is not in the repository
 * @param state of its job: starting, running, restarting, stopping, unknown, failed, finished; or
 *     none
 * @param change what is being done about it: start, replace, move, rollback, stop, drop, keep or
 *     refuse
 * @param reason of the change
 * @param nextTry when what failed is tried again; null where nothing waits for that
 * @param problem what is wrong with the job; null where nothing is
 * @param inSync whether what runs is what was committed
 * @param desiredRevision the commit it was judged at
 * @param runningRevision the commit that what runs came from; null where none does or none knows
 * @param fingerprint of the bundle that runs, 64 digits; null where none does
 * @param jobId of Flink; null where no job is known
 * @param since when the job was started
 * @param lastChange the newest line of the journal; null before the first
 * @param course how it has been going
 * @param diagnostics all findings, as {@code validate --output json} gives them
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record DaggerStatus(
    String name,
    @Nullable String verdict,
    String state,
    String change,
    String reason,
    @Nullable Instant nextTry,
    @Nullable String problem,
    boolean inSync,
    String desiredRevision,
    @Nullable String runningRevision,
    @Nullable String fingerprint,
    @Nullable String jobId,
    @Nullable Instant since,
    @Nullable LastChange lastChange,
    Course course,
    Metrics metrics,
    List<Finding> diagnostics) {

  public DaggerStatus {
    diagnostics = List.copyOf(diagnostics);
  }

  /**
   * @param step of the journal, in lower case: start, stop, park, remove, end, refuse and so on
   * @param outcome begun, done or failed
   * @param error what went wrong; null unless it failed
   */
  public record LastChange(
      Instant time,
      String revision,
      String step,
      String outcome,
      String reason,
      @Nullable String error) {}

  /**
   * @param stateSince when it was first seen in its state; of a job that ran when the agent began,
   *     when that was started; null before the agent has looked
   * @param steady whether the definition that runs has run steadily, so that the agent goes back to
   *     it where the next one does not
   * @param drift whether a job runs that is not of the committed definition
   * @param failures how often in a row it failed to become, or to stay, what was committed
   * @param restarts how often Flink had to bring the job back since it was started; null where that
   *     is not known
   * @param mergeToRunningSeconds how long it took, the last time, from when a commit was found
   *     until what it changed ran; null where this agent has not seen that
   */
  public record Course(
      @Nullable Instant stateSince,
      boolean steady,
      boolean drift,
      int failures,
      @Nullable Long restarts,
      @Nullable Double mergeToRunningSeconds) {}

  /** See {@link io.daggers.agent.platform.JobMetrics}; null means not known. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Metrics(
      @Nullable Long recordsIn,
      @Nullable Long rowsOut,
      @Nullable Instant newestWindow,
      @Nullable Double lagSeconds,
      @Nullable Long pending,
      @Nullable Long late,
      @Nullable Long undecodable,
      @Nullable Long withoutEventTime,
      @Nullable Long tooFarInFuture,
      @Nullable Long deadLetters,
      @Nullable Long influxRetries,
      @Nullable Double influxRequestSeconds,
      @Nullable Double influxOutageSeconds,
      @Nullable List<String> kafkaUnreachable) {}
}
