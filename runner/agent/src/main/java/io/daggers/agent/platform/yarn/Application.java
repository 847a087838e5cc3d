package io.daggers.agent.platform.yarn;

import io.daggers.agent.platform.JobId;
import io.daggers.agent.platform.JobState;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.ApplicationResourceUsageReport;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.jspecify.annotations.Nullable;

/**
 * An application as YARN reports it.
 *
 * @param megabytes what its containers have of YARN's memory
 * @param flink where its JobManager answers; null where it does not yet, or no more
 * @param reason why it is not running; null where YARN says nothing
 */
record Application(
    ApplicationId id,
    ApplicationTags tags,
    JobState state,
    long megabytes,
    @Nullable URI flink,
    @Nullable String reason,
    Instant since) {

  /** Nothing for an application that is not ours. */
  static Optional<Application> of(ApplicationReport report) {
    return ApplicationTags.read(report.getApplicationTags())
        .map(
            tags ->
                new Application(
                    report.getApplicationId(),
                    tags,
                    state(report),
                    megabytes(report),
                    flink(report),
                    reason(report),
                    Instant.ofEpochMilli(report.getStartTime())));
  }

  /** The job in it. */
  JobId job() {
    return ApplicationIds.job(id);
  }

  private static JobState state(ApplicationReport report) {
    return switch (report.getYarnApplicationState()) {
      case NEW, NEW_SAVING, SUBMITTED, ACCEPTED -> JobState.STARTING;
      // One that has told YARN its end is RUNNING to YARN as well, but has no address any more.
      case RUNNING -> flink(report) == null ? JobState.UNKNOWN : JobState.RUNNING;
      case FINISHED ->
          report.getFinalApplicationStatus() == FinalApplicationStatus.FAILED
              ? JobState.FAILED
              : JobState.FINISHED;
      case FAILED -> JobState.FAILED;
      case KILLED -> JobState.FINISHED;
    };
  }

  /** None, once it has ended. */
  private static long megabytes(ApplicationReport report) {
    ApplicationResourceUsageReport usage = report.getApplicationResourceUsageReport();
    return usage == null || usage.getUsedResources() == null
        ? 0
        : Math.max(0, usage.getUsedResources().getMemorySize());
  }

  /** Past the ResourceManager's proxy, which lets nothing through that changes anything. */
  private static @Nullable URI flink(ApplicationReport report) {
    String address = report.getOriginalTrackingUrl();
    return address == null || address.isBlank() || address.equals("N/A")
        ? null
        : URI.create(address.endsWith("/") ? address : address + "/");
  }

  private static @Nullable String reason(ApplicationReport report) {
    String text = report.getDiagnostics();
    if (text != null && !text.isBlank()) {
      return text.strip();
    }
    return state(report) == JobState.UNKNOWN ? "YARN does not tell where its Flink is" : null;
  }
}
