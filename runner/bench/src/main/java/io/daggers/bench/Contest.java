package io.daggers.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
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
 * One contender in a process of its own: the topic is read twice, once cold and once warm, and each
 * time the processor time of the process is taken from when the job runs until its results are all
 * there.
 */
final class Contest {

  private static final Duration DEADLINE = Duration.ofMinutes(5);
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final String bootstrapServers;
  private final long records;
  private final long completed;

  private Contest(String bootstrapServers, long records, long completed) {
    this.bootstrapServers = bootstrapServers;
    this.records = records;
    this.completed = completed;
  }

  /**
   * Prints {@code CPU_SECONDS WALL_SECONDS ROWS} for each reading.
   *
   * @param args name of the contender, bootstrap servers, records of the topic, and how many of
   *     them the query counts
   */
  public static void main(String[] args) throws Exception {
    Contest contest = new Contest(args[1], Long.parseLong(args[2]), Long.parseLong(args[3]));
    for (int run = 0; run < 2; run++) {
      System.out.println(
          args[0].equals("floor") ? contest.floor() : contest.run(contender(args[0])));
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

  private String floor() throws Exception {
    long cpu = SYSTEM.getProcessCpuTime();
    long wall = System.nanoTime();
    long rows = Floor.read(bootstrapServers, records);
    return line(cpu, wall, rows);
  }

  private String run(Contender contender) throws Exception {
    CountingSink.reset();
    StreamGraph graph = contender.graph(bootstrapServers);
    try (MiniCluster flink = flink()) {
      JobID job = flink.submitJob(graph.getJobGraph()).get().getJobID();
      while (!isRunning(flink, job)) {
        Thread.sleep(2);
      }
      long cpu = SYSTEM.getProcessCpuTime();
      long wall = System.nanoTime();
      while (CountingSink.BOOKINGS.sum() < completed) {
        Thread.sleep(2);
        if (System.nanoTime() - wall > DEADLINE.toNanos()
            || flink.getJobStatus(job).get() != JobStatus.RUNNING) {
          throw new IllegalStateException(
              "%d of %d counted, job is %s"
                  .formatted(
                      CountingSink.BOOKINGS.sum(), completed, flink.getJobStatus(job).get()));
        }
      }
      String line = line(cpu, wall, CountingSink.ROWS.sum());
      if (CountingSink.BOOKINGS.sum() != completed) {
        throw new IllegalStateException("counted too many: " + CountingSink.BOOKINGS.sum());
      }
      flink.cancelJob(job).get();
      return line;
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

  private static String line(long cpu, long wall, long rows) {
    return "%.3f %.3f %d"
        .formatted(
            (SYSTEM.getProcessCpuTime() - cpu) / 1e9, (System.nanoTime() - wall) / 1e9, rows);
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
