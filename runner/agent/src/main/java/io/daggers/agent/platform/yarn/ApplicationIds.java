package io.daggers.agent.platform.yarn;

import io.daggers.agent.platform.JobId;
import java.util.Optional;
import org.apache.hadoop.yarn.api.records.ApplicationId;

/**
 * An application and the job in it are known by the same numbers, so that who knows one id knows
 * the other: 16 digits of when the ResourceManager began, 8 of the application, and 8 that say that
 * it is ours.
 */
final class ApplicationIds {

  private static final String OURS = "0da66e25";

  private ApplicationIds() {}

  static JobId job(ApplicationId application) {
    return new JobId(
        "%016x%08x%s".formatted(application.getClusterTimestamp(), application.getId(), OURS));
  }

  /** Nothing for the id of a job on another platform. */
  static Optional<ApplicationId> application(JobId job) {
    String digits = job.value();
    return digits.endsWith(OURS)
        ? Optional.of(
            ApplicationId.newInstance(
                Long.parseUnsignedLong(digits.substring(0, 16), 16),
                Integer.parseUnsignedInt(digits.substring(16, 24), 16)))
        : Optional.empty();
  }
}
