package io.daggers.job.edit;

import io.daggers.job.DaggerJob;
import io.daggers.job.bundle.JobBundle;
import io.daggers.schema.SchemaCatalog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.client.JobExecutionException;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** A Flink with one of the state backends, and the three ways in which daggers run on it here. */
final class Jobs implements AutoCloseable {

  /** As it is said in Flink's configuration. */
  enum Backend {
    HASHMAP,
    ROCKSDB
  }

  /** A job that was stopped for an edit. */
  record Stopped(List<String> rows, String savepoint, List<String> uids) {}

  /** A job that was not stopped where the edit comes. */
  record Uninterrupted(List<String> before, List<String> after) {}

  /** A job that failed, and why. */
  static final class FailedException extends Exception {
    private static final long serialVersionUID = 1L;

    FailedException(Throwable cause) {
      super(root(cause), cause);
    }

    private static String root(Throwable thrown) {
      Throwable cause = thrown;
      while (cause.getCause() != null) {
        cause = cause.getCause();
      }
      return cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }
  }

  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final int SLOTS = 8;

  private final Backend backend;
  private final MiniCluster flink;
  private final Path folder;
  private final Map<String, List<Feed>> feeds;

  private Jobs(Backend backend, MiniCluster flink, Path folder, Map<String, List<Feed>> feeds) {
    this.backend = backend;
    this.flink = flink;
    this.folder = folder;
    this.feeds = feeds;
  }

  static Jobs start(Backend backend, Path folder, Map<String, List<Feed>> feeds) throws Exception {
    Configuration options = new Configuration();
    options.set(RestOptions.BIND_PORT, "0");
    options.set(StateBackendOptions.STATE_BACKEND, backend.name().toLowerCase(Locale.ROOT));
    options.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, folder.toUri().toString());
    options.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    options.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(64L * SLOTS));
    options.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(64));
    options.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
    MiniCluster flink =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(options)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(SLOTS)
                .build());
    flink.start();
    return new Jobs(backend, flink, folder, feeds);
  }

  /** Runs up to the edit, and stops with a savepoint. */
  Stopped stopAtEdit(JobBundle bundle) throws Exception {
    try (Run run = new Run(feeds)) {
      StreamGraph graph = graph(bundle, run);
      List<String> uids = Uids.of(graph);
      JobID job = submit(graph);
      awaitEdit(job, run);
      String savepoint =
          flink
              .stopWithSavepoint(
                  job, folder.toUri().toString(), false, SavepointFormatType.CANONICAL)
              .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
      return new Stopped(run.rows(), savepoint, uids);
    }
  }

  /** Goes on where a job was stopped, as the agent does: with all of its state or not at all. */
  List<String> goOn(JobBundle bundle, Stopped stopped) throws Exception {
    try (Run run = new Run(feeds)) {
      return toTheEnd(run, graph(bundle, run), stopped, false);
    }
  }

  /** Makes operators take the state of those that did the same for the old definition. */
  List<String> force(JobBundle bundle, Stopped stopped) throws Exception {
    try (Run run = new Run(feeds)) {
      StreamExecutionEnvironment program =
          DaggerJob.program(bundle, schemas(bundle), new RunTables(run), options(bundle));
      Uids.force(program, stopped.uids());
      return toTheEnd(run, program.getStreamGraph(), stopped, true);
    }
  }

  /** Runs to the end, and marks by a checkpoint which rows were written before the edit. */
  Uninterrupted run(JobBundle bundle) throws Exception {
    try (Run run = new Run(feeds)) {
      JobID job = submit(graph(bundle, run));
      awaitEdit(job, run);
      flink.triggerCheckpoint(job).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
      List<String> before = run.rows();
      if (run.hasSilent()) {
        run.woken().complete(null);
        run.allSpoke().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        flink.triggerCheckpoint(job).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
      }
      run.edit();
      awaitEnd(job);
      List<String> all = run.rows();
      return new Uninterrupted(before, all.subList(before.size(), all.size()));
    }
  }

  private List<String> toTheEnd(Run run, StreamGraph graph, Stopped from, boolean allowLeftOver)
      throws Exception {
    graph.setSavepointRestoreSettings(
        SavepointRestoreSettings.forPath(from.savepoint(), allowLeftOver));
    run.edit();
    awaitEnd(submit(graph));
    return run.rows();
  }

  private static StreamGraph graph(JobBundle bundle, Run run) {
    return DaggerJob.graph(bundle, schemas(bundle), new RunTables(run), options(bundle));
  }

  private static SchemaCatalog schemas(JobBundle bundle) {
    return SchemaCatalog.of(bundle.schemas());
  }

  private static Configuration options(JobBundle bundle) {
    Configuration options = DaggerJob.configuration(bundle);
    // Else every job would wait for one more checkpoint before it ends.
    options.set(CheckpointingOptions.ENABLE_CHECKPOINTS_AFTER_TASKS_FINISH, false);
    return options;
  }

  private JobID submit(StreamGraph graph) throws Exception {
    return flink.submitJob(graph.getJobGraph()).get(LIMIT.toSeconds(), TimeUnit.SECONDS).getJobID();
  }

  private void awaitEdit(JobID job, Run run) throws Exception {
    CompletableFuture<JobResult> end = flink.requestJobResult(job);
    CompletableFuture.anyOf(run.allArrived(), end).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    if (end.isDone()) {
      end.get().toJobExecutionResult(Jobs.class.getClassLoader());
      throw new IllegalStateException("the job ended before the edit");
    }
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!allRun(job)) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("a part of the job did not start within " + LIMIT);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  private boolean allRun(JobID job) throws Exception {
    for (AccessExecutionVertex part :
        flink.getExecutionGraph(job).get().getAllExecutionVertices()) {
      if (part.getExecutionState() != ExecutionState.RUNNING) {
        return false;
      }
    }
    return true;
  }

  private void awaitEnd(JobID job) throws Exception {
    try {
      flink
          .requestJobResult(job)
          .get(LIMIT.toSeconds(), TimeUnit.SECONDS)
          .toJobExecutionResult(Jobs.class.getClassLoader());
    } catch (JobExecutionException e) {
      throw new FailedException(e);
    }
  }

  Backend backend() {
    return backend;
  }

  @Override
  public void close() throws Exception {
    flink.close();
  }
}
