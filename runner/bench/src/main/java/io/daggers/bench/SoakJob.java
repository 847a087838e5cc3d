package io.daggers.bench;

import com.sun.management.OperatingSystemMXBean;
import io.daggers.job.DaggerJob;
import io.daggers.job.bundle.JobBundle;
import io.daggers.job.secret.SecretReferences;
import io.daggers.topology.Environment;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.checkpoint.CompletedCheckpointStats;

/**
 * The seed's dagger, in a process of its own that tells each second how it is, until it is ended.
 */
final class SoakJob {

  private static final int SECONDS_BETWEEN_MEMORY = 15;
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private SoakJob() {}

  /**
   * Prints {@code read MILLIS RECORDS CPU_SECONDS} each second, and now and then {@code memory
   * MILLIS LIVE_BYTES RESIDENT_BYTES DIRECT_BYTES CHECKPOINT_BYTES CHECKPOINT_MILLIS}.
   *
   * @param args bootstrap servers, URL of the InfluxDB, a folder
   */
  public static void main(String[] args) throws Exception {
    JobBundle bundle =
        BenchRepository.bundle(
            DaggerContender.DAGGER,
            Contender.query(),
            BenchRepository.environment(args[0], args[1], Environment.StateBackend.HASHMAP));
    Configuration cluster = BenchFlink.configuration();
    RecordsRead.install(cluster);
    cluster.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
        Path.of(args[2], "checkpoints").toUri().toString());
    try (BenchFlink flink =
        BenchFlink.run(DaggerJob.graph(bundle, SecretReferences.WITHOUT_FILES::late), cluster)) {
      for (int second = 0; flink.status() == JobStatus.RUNNING; second++) {
        System.out.printf(
            Locale.ROOT,
            "read %d %d %.2f%n",
            System.currentTimeMillis(),
            RecordsRead.total(),
            SYSTEM.getProcessCpuTime() / 1e9);
        if (second % SECONDS_BETWEEN_MEMORY == 0) {
          printMemory(flink.checkpoints());
        }
        Thread.sleep(1_000 - System.currentTimeMillis() % 1_000);
      }
      throw new IllegalStateException("the job is " + flink.status());
    }
  }

  private static void printMemory(List<CompletedCheckpointStats> checkpoints) throws Exception {
    // What is live is only known after a whole collection.
    System.gc();
    long direct =
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .filter(pool -> pool.getName().equals("direct"))
            .mapToLong(BufferPoolMXBean::getMemoryUsed)
            .sum();
    System.out.printf(
        "memory %d %d %d %d %d %d%n",
        System.currentTimeMillis(),
        live(),
        residentBytes(),
        direct,
        checkpoints.isEmpty() ? 0 : checkpoints.get(0).getStateSize(),
        checkpoints.isEmpty() ? 0 : checkpoints.get(0).getEndToEndDuration());
  }

  private static long live() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .map(MemoryPoolMXBean::getCollectionUsage)
        .mapToLong(MemoryUsage::getUsed)
        .sum();
  }

  private static long residentBytes() throws Exception {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1_024)
        .sum();
  }
}
