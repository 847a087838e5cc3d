package io.daggers.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/** What this process takes between two batches. */
final class Stopwatch {

  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private long cpuNanos = SYSTEM.getProcessCpuTime();
  private long wallNanos = System.nanoTime();

  /** Prints {@code CPU_SECONDS WALL_SECONDS ROWS} and begins anew. */
  void lap(long rows) {
    long cpu = SYSTEM.getProcessCpuTime();
    long wall = System.nanoTime();
    System.out.printf(
        Locale.ROOT, "%.3f %.3f %d%n", (cpu - cpuNanos) / 1e9, (wall - wallNanos) / 1e9, rows);
    cpuNanos = cpu;
    wallNanos = wall;
  }
}
