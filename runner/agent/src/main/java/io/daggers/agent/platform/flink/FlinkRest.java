package io.daggers.agent.platform.flink;

import com.fasterxml.jackson.databind.JsonNode;
import io.daggers.agent.platform.InitialState;
import io.daggers.agent.platform.JobId;
import io.daggers.agent.platform.JobMetrics;
import io.daggers.agent.platform.JobState;
import io.daggers.agent.platform.JobVitals;
import io.daggers.agent.platform.PlatformException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Flink's REST interface, as much of it as a platform needs. */
public final class FlinkRest {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

  private static final String CHECKPOINTS = "numberOfCompletedCheckpoints";
  private static final String RESTARTS = "numRestarts";

  private final RestCalls calls;
  private final JobMetricsReader metrics;

  /**
   * @param address such as {@code http://127.0.0.1:8081}
   */
  public FlinkRest(URI address) {
    this.calls = new RestCalls(address);
    this.metrics = new JobMetricsReader(calls);
  }

  /** All jobs it remembers, also those that ended. */
  public List<RestJob> jobs() throws PlatformException {
    List<RestJob> jobs = new ArrayList<>();
    calls.get("/jobs/overview").path("jobs").forEach(job -> jobs.add(RestJob.of(job)));
    metrics.forgetAllBut(jobs.stream().map(RestJob::id).toList());
    return jobs;
  }

  /** Why a job failed last, in one sentence. */
  public Optional<String> failure(JobId job) throws PlatformException {
    JsonNode newest =
        calls.get("/jobs/" + job + "/exceptions").path("exceptionHistory").path("entries").path(0);
    return Optional.ofNullable(newest.path("stacktrace").textValue()).map(FailureText::of);
  }

  /**
   * @param state as {@link #jobs} has it
   */
  public JobSight look(JobId job, JobState state) throws PlatformException {
    boolean runs = state == JobState.RUNNING;
    return new JobSight(
        state,
        runs ? null : failure(job).orElse(null),
        runs ? metrics.read(job) : JobMetrics.NONE,
        state.isLive() ? vitals(job) : JobVitals.NONE);
  }

  JobVitals vitals(JobId job) throws PlatformException {
    Map<String, Long> values = new HashMap<>();
    for (JsonNode metric :
        calls.get("/jobs/%s/metrics?get=%s,%s".formatted(job, CHECKPOINTS, RESTARTS))) {
      values.put(metric.path("id").asText(), metric.path("value").asLong());
    }
    return new JobVitals(values.get(CHECKPOINTS), values.get(RESTARTS));
  }

  /**
   * Ends a job with a savepoint, and does not move its event time on before.
   *
   * @param folder a URI; the savepoint becomes a folder in it
   */
  public InitialState.Saved stopWithSavepoint(JobId job, String folder, Duration limit)
      throws PlatformException {
    JsonNode trigger =
        calls.post(
            "/jobs/" + job + "/stop",
            Map.of("targetDirectory", folder, "drain", false, "formatType", "CANONICAL"));
    String request = trigger.path("request-id").textValue();
    if (request == null) {
      throw new PlatformException("no savepoint could be made: there is no such job any more");
    }
    String path = "/jobs/" + job + "/savepoints/" + request;
    long deadline = System.nanoTime() + limit.toNanos();
    while (System.nanoTime() < deadline) {
      JsonNode answer = calls.get(path);
      if (answer.isMissingNode()) {
        throw new PlatformException("no savepoint could be made: Flink forgot that it was to");
      }
      if (answer.path("status").path("id").asText().equals("COMPLETED")) {
        return saved(answer.path("operation"));
      }
      pause();
    }
    throw new PlatformException(
        "the savepoint was not done within %d s".formatted(limit.toSeconds()));
  }

  /** Tells a job to end, and does not wait until it has. */
  public void cancel(JobId job) throws PlatformException {
    calls.patch("/jobs/" + job + "?mode=cancel");
  }

  /** A moment to wait between two looks at something that takes time. */
  public static void pause() throws PlatformException {
    try {
      Thread.sleep(BETWEEN_LOOKS.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlatformException("interrupted while waiting for Flink", e);
    }
  }

  private static InitialState.Saved saved(JsonNode operation) throws PlatformException {
    String location = operation.path("location").textValue();
    if (location == null) {
      String trace = operation.path("failure-cause").path("stack-trace").asText();
      throw new PlatformException("no savepoint could be made: " + FailureText.of(trace));
    }
    return new InitialState.Saved(location);
  }
}
