package io.daggers.job.testing;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.CheckpointType;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.messages.Acknowledge;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;

/** A real Flink in this process, for one test after another. */
final class TestCluster implements AutoCloseable {

  private final MiniCluster flink;

  private TestCluster(MiniCluster flink) {
    this.flink = flink;
  }

  static TestCluster start() throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(RestOptions.BIND_PORT, "0");
    configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.parse("64m"));
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.parse("32m"));
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.parse("32m"));
    configuration.setString(
        "metrics.reporter.late-rows.factory.class", LateRows.Factory.class.getName());
    MiniCluster flink =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(2)
                .build());
    flink.start();
    return new TestCluster(flink);
  }

  void submit(JobGraph graph) throws ExecutionException, InterruptedException {
    flink.submitJob(graph).get();
  }

  /** Whether every task of a job is at work. */
  boolean isRunning(JobID job) throws ExecutionException, InterruptedException {
    AccessExecutionGraph graph = flink.getExecutionGraph(job).get();
    if (graph.getState() != JobStatus.RUNNING || graph.getAllVertices().isEmpty()) {
      return false;
    }
    for (var vertex : graph.getAllExecutionVertices()) {
      if (vertex.getExecutionState() != ExecutionState.RUNNING) {
        return false;
      }
    }
    return true;
  }

  /**
   * Completes when every operator has taken in all that the sources have sent: a checkpoint's
   * barrier follows the rows through every channel, and each task answers when it has passed.
   */
  CompletableFuture<Long> settle(JobID job) {
    return flink.triggerCheckpoint(job, CheckpointType.FULL);
  }

  CompletableFuture<JobResult> result(JobID job) {
    return flink.requestJobResult(job);
  }

  CompletableFuture<Acknowledge> cancel(JobID job) {
    return flink.cancelJob(job);
  }

  @Override
  public void close() throws Exception {
    flink.closeAsync().get();
  }

  /** How long one step of a test may take. */
  static final Duration LONGEST_STEP = Duration.ofSeconds(60);
}
