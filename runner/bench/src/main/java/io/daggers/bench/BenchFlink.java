package io.daggers.bench;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.LongSupplier;
import java.util.stream.StreamSupport;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.runtime.checkpoint.AbstractCheckpointStats;
import org.apache.flink.runtime.checkpoint.CompletedCheckpointStats;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** A Flink in this process, with one slot and one job in it. */
final class BenchFlink implements AutoCloseable {

  private static final Duration DEADLINE = Duration.ofMinutes(15);

  private final MiniCluster cluster;
  private final JobID job;

  private BenchFlink(MiniCluster cluster, JobID job) {
    this.cluster = cluster;
    this.job = job;
  }

  /** How it is set up where nothing else is said. */
  static Configuration configuration() {
    Configuration configuration = new Configuration();
    configuration.set(RestOptions.BIND_PORT, "0");
    configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.parse("256m"));
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.parse("64m"));
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.parse("64m"));
    // A job that fails has no figures.
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    configuration.set(WebOptions.CHECKPOINTS_HISTORY_SIZE, 1_000);
    return configuration;
  }

  /** Returns when all of the job runs. */
  static BenchFlink run(StreamGraph graph, Configuration configuration) throws Exception {
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(1)
                .build());
    cluster.start();
    BenchFlink flink =
        new BenchFlink(cluster, cluster.submitJob(graph.getJobGraph()).get().getJobID());
    while (!flink.isRunning()) {
      Thread.sleep(2);
    }
    return flink;
  }

  /** Returns when so much is counted. */
  void await(LongSupplier counted, long wanted, long everyMillis) throws Exception {
    long start = System.nanoTime();
    long asked = start;
    while (counted.getAsLong() < wanted) {
      Thread.sleep(everyMillis);
      // Asking Flink costs processor time, which is what is measured.
      if (System.nanoTime() - asked > 1_000_000_000) {
        asked = System.nanoTime();
        if (asked - start > DEADLINE.toNanos() || status() != JobStatus.RUNNING) {
          throw new IllegalStateException(
              "%d of %d counted, job is %s".formatted(counted.getAsLong(), wanted, status()));
        }
      }
    }
  }

  JobStatus status() throws ExecutionException, InterruptedException {
    return cluster.getJobStatus(job).get();
  }

  /** Checkpoints that are complete, the newest first. */
  List<CompletedCheckpointStats> checkpoints() throws ExecutionException, InterruptedException {
    List<AbstractCheckpointStats> all =
        cluster
            .getExecutionGraph(job)
            .get()
            .getCheckpointStatsSnapshot()
            .getHistory()
            .getCheckpoints();
    return all.stream()
        .filter(CompletedCheckpointStats.class::isInstance)
        .map(CompletedCheckpointStats.class::cast)
        .toList();
  }

  @Override
  public void close() throws Exception {
    cluster.cancelJob(job).get();
    cluster.close();
  }

  private boolean isRunning() throws Exception {
    JobStatus status = status();
    if (status.isTerminalState()) {
      throw new IllegalStateException("the job is " + status);
    }
    return status == JobStatus.RUNNING
        && StreamSupport.stream(
                cluster.getExecutionGraph(job).get().getAllExecutionVertices().spliterator(), false)
            .allMatch(vertex -> vertex.getExecutionState() == ExecutionState.RUNNING);
  }
}
