package io.daggers.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.daggers.job.begin.Beginning;
import io.daggers.job.begin.BeginningReader;
import io.daggers.job.bundle.JobBundle;
import io.daggers.job.secret.SecretReferences;
import io.daggers.schema.SchemaCatalog;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.jspecify.annotations.Nullable;

/** A bundle's job on a Flink of a test. */
final class RunningJob {

  private final MiniCluster flink;
  private final JobID id;

  private RunningJob(MiniCluster flink, JobID id) {
    this.flink = flink;
    this.id = id;
  }

  /**
   * Restarts at once when it fails.
   *
   * @param savepoint null to begin empty
   */
  static RunningJob start(MiniCluster flink, JobBundle bundle, @Nullable String savepoint)
      throws Exception {
    Configuration configuration = DaggerJob.configuration(bundle);
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, Integer.MAX_VALUE);
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(200));
    return submit(flink, bundle, configuration, savepoint);
  }

  /** Goes on after another definition without its state, and fails for good when it fails. */
  static RunningJob startAfter(MiniCluster flink, JobBundle bundle, long writtenUntilMillis)
      throws Exception {
    Configuration configuration = DaggerJob.configuration(bundle);
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    Beginning beginning =
        BeginningReader.after(bundle, SecretReferences.WITHOUT_FILES::late, writtenUntilMillis);
    return submit(flink, bundle, configuration, null, beginning);
  }

  /** Fails for good when it fails. */
  static RunningJob startOnce(MiniCluster flink, JobBundle bundle) throws Exception {
    Configuration configuration = DaggerJob.configuration(bundle);
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    return submit(flink, bundle, configuration, null);
  }

  /** Fails for good when it fails; checkpoints are given up after so long. */
  static RunningJob startOnce(MiniCluster flink, JobBundle bundle, Duration checkpointTimeout)
      throws Exception {
    Configuration configuration = DaggerJob.configuration(bundle);
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    configuration.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, checkpointTimeout);
    return submit(flink, bundle, configuration, null);
  }

  private static RunningJob submit(
      MiniCluster flink, JobBundle bundle, Configuration configuration, @Nullable String savepoint)
      throws Exception {
    Beginning beginning =
        savepoint == null
            ? BeginningReader.read(bundle, SecretReferences.WITHOUT_FILES::late)
            : Beginning.OPEN;
    return submit(flink, bundle, configuration, savepoint, beginning);
  }

  private static RunningJob submit(
      MiniCluster flink,
      JobBundle bundle,
      Configuration configuration,
      @Nullable String savepoint,
      Beginning beginning)
      throws Exception {
    SchemaCatalog schemas = SchemaCatalog.of(bundle.schemas());
    JobTables tables =
        new JobTables(bundle, schemas, SecretReferences.WITHOUT_FILES::late, beginning);
    StreamGraph graph = DaggerJob.graph(bundle, schemas, tables, configuration);
    if (savepoint != null) {
      graph.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(savepoint, false));
    }
    return start(flink, graph);
  }

  /** Of a graph that says itself what becomes of it when it fails. */
  static RunningJob start(MiniCluster flink, StreamGraph graph) throws Exception {
    return new RunningJob(flink, flink.submitJob(graph.getJobGraph()).get().getJobID());
  }

  /** Where it left its state. */
  String stopWithSavepoint(Path folder) throws Exception {
    return flink
        .stopWithSavepoint(id, folder.toUri().toString(), false, SavepointFormatType.CANONICAL)
        .get(60, TimeUnit.SECONDS);
  }

  /**
   * Loses a TaskManager, and has another one.
   *
   * @param index counts all that the Flink has ever had
   */
  void loseTaskManager(int index) throws Exception {
    Waiting.until(this::runs, this::status);
    flink.terminateTaskManager(index).get();
    flink.startTaskManager();
  }

  void cancel() throws Exception {
    flink.cancelJob(id).get();
    Waiting.until(() -> flink.getJobStatus(id).get().isGloballyTerminalState(), this::status);
  }

  boolean runs() throws Exception {
    return flink.getJobStatus(id).get() == JobStatus.RUNNING;
  }

  /** How many checkpoints came to nothing. */
  long failedCheckpoints() throws Exception {
    return flink
        .getExecutionGraph(id)
        .get()
        .getCheckpointStatsSnapshot()
        .getCounts()
        .getNumberOfFailedCheckpoints();
  }

  String status() throws Exception {
    return "the job is " + flink.getJobStatus(id).get() + failure().map(f -> ": " + f).orElse("");
  }

  /** Why it failed last, with stack traces. */
  Optional<String> failure() throws Exception {
    return Optional.ofNullable(flink.getExecutionGraph(id).get().getFailureInfo())
        .map(failure -> failure.getExceptionAsString());
  }

  /** Each subtask's value of a metric of the sources, by the end of its name. */
  List<Double> gauges(String name) throws Exception {
    List<Double> values = new ArrayList<>();
    for (JsonNode vertex : ask("/jobs/" + id).path("vertices")) {
      String metrics = "/jobs/%s/vertices/%s/metrics".formatted(id, vertex.path("id").asText());
      List<String> ids = new ArrayList<>();
      for (JsonNode metric : ask(metrics)) {
        String full = metric.path("id").asText();
        if (full.matches("\\d+\\.Source_.*\\." + Pattern.quote(name))) {
          ids.add(full);
        }
      }
      if (!ids.isEmpty()) {
        String list = URLEncoder.encode(String.join(",", ids), UTF_8);
        ask(metrics + "?get=" + list).forEach(one -> values.add(one.path("value").asDouble()));
      }
    }
    return values;
  }

  private JsonNode ask(String path) throws Exception {
    URI uri = flink.getRestAddress().get().resolve(path);
    return new ObjectMapper()
        .readTree(
            HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body());
  }
}
