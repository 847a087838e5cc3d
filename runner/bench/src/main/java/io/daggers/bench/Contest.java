package io.daggers.bench;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.graph.StreamGraph;

/**
 * One contender in a process of its own: it reads two batches of bookings, one after the other, in
 * one job. The first meets a cold JVM. The second meets what a job is for nearly all of its life:
 * code that has been compiled. For each, the processor time of the whole process is taken until its
 * results are all there.
 */
final class Contest {

  private static final Duration DEADLINE = Duration.ofMinutes(5);

  private Contest() {}

  /**
   * Prints {@code CPU_SECONDS WALL_SECONDS ROWS} for each batch.
   *
   * @param args name of the contender, bootstrap servers, and for each batch how many records it
   *     has, and how many of them the query counts
   */
  public static void main(String[] args) throws Exception {
    List<Batch> batches = Stream.of(args).skip(2).map(Batch::parse).toList();
    if (args[0].equals("floor")) {
      Floor.read(args[1], batches);
    } else {
      run(contender(args[0]), args[1], batches);
    }
    // Flink leaves threads behind.
    Runtime.getRuntime().halt(0);
  }

  static Contender contender(String name) {
    return switch (name) {
      case "ours" -> new DaggerContender();
      case "dynamic_message" -> new DynamicMessageContender();
      case "flink_protobuf" -> new FlinkProtobufContender();
      case "hand_coded" -> new HandCodedContender();
      default -> throw new IllegalArgumentException("no contender " + name);
    };
  }

  private static void run(Contender contender, String bootstrapServers, List<Batch> batches)
      throws Exception {
    StreamGraph graph = contender.graph(bootstrapServers);
    try (MiniCluster flink = flink()) {
      JobID job = flink.submitJob(graph.getJobGraph()).get().getJobID();
      while (!isRunning(flink, job)) {
        Thread.sleep(2);
      }
      Stopwatch stopwatch = new Stopwatch();
      long rows = 0;
      long completed = 0;
      for (Batch batch : batches) {
        completed += batch.completed();
        awaitCounted(completed, flink, job);
        stopwatch.lap(CountingSink.ROWS.sum() - rows);
        rows = CountingSink.ROWS.sum();
      }
      if (CountingSink.BOOKINGS.sum() != completed) {
        throw new IllegalStateException("counted too many: " + CountingSink.BOOKINGS.sum());
      }
      flink.cancelJob(job).get();
    }
  }

  private static void awaitCounted(long completed, MiniCluster flink, JobID job) throws Exception {
    long start = System.nanoTime();
    for (int look = 0; CountingSink.BOOKINGS.sum() < completed; look++) {
      Thread.sleep(2);
      // Asking Flink costs processor time, which is what is measured.
      if (look % 500 == 0
          && (System.nanoTime() - start > DEADLINE.toNanos()
              || flink.getJobStatus(job).get() != JobStatus.RUNNING)) {
        throw new IllegalStateException(
            "%d of %d counted, job is %s"
                .formatted(CountingSink.BOOKINGS.sum(), completed, flink.getJobStatus(job).get()));
      }
    }
  }

  private static boolean isRunning(MiniCluster flink, JobID job) throws Exception {
    JobStatus status = flink.getJobStatus(job).get();
    if (status.isTerminalState()) {
      throw new IllegalStateException("the job is " + status);
    }
    return status == JobStatus.RUNNING
        && StreamSupport.stream(
                flink.getExecutionGraph(job).get().getAllExecutionVertices().spliterator(), false)
            .allMatch(vertex -> vertex.getExecutionState() == ExecutionState.RUNNING);
  }

  private static MiniCluster flink() throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(RestOptions.BIND_PORT, "0");
    configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.parse("256m"));
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.parse("64m"));
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.parse("64m"));
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(1)
                .build());
    cluster.start();
    return cluster;
  }
}
