package io.daggers.agent.platform.flink;

import com.fasterxml.jackson.databind.JsonNode;
import io.daggers.agent.platform.JobId;
import io.daggers.agent.platform.JobState;
import java.time.Instant;

/**
 * A job as Flink lists it.
 *
 * @param since when it was submitted
 */
public record RestJob(JobId id, String name, JobState state, Instant since) {

  /** From an entry of {@code /jobs/overview}. */
  static RestJob of(JsonNode job) {
    return new RestJob(
        new JobId(job.path("jid").asText()),
        job.path("name").asText(),
        state(job),
        Instant.ofEpochMilli(job.path("start-time").asLong()));
  }

  private static JobState state(JsonNode job) {
    return switch (job.path("state").asText()) {
      case "RUNNING" -> allTasksRun(job.path("tasks")) ? JobState.RUNNING : JobState.STARTING;
      case "FAILING", "RESTARTING" -> JobState.RESTARTING;
      case "CANCELLING" -> JobState.STOPPING;
      case "FAILED" -> JobState.FAILED;
      case "FINISHED", "CANCELED", "SUSPENDED" -> JobState.FINISHED;
      default -> JobState.STARTING;
    };
  }

  private static boolean allTasksRun(JsonNode tasks) {
    int total = tasks.path("total").asInt();
    return total > 0 && tasks.path("running").asInt() + tasks.path("finished").asInt() == total;
  }
}
