package io.daggers.validator.worker;

import java.time.Duration;

/**
 * What planning may cost.
 *
 * @param workers most child processes at a time
 * @param heapMebibytes heap of each
 * @param start until a child process must be ready
 * @param perDagger how long planning a dagger may keep a processor busy; a process that waits for
 *     something is given six times as long
 * @param inAll until all daggers must be planned
 */
public record WorkerLimits(
    int workers, int heapMebibytes, Duration start, Duration perDagger, Duration inAll) {

  /** More than this many processes gain little and take much memory. */
  private static final int MOST_WORKERS = 4;

  /**
   * A dagger takes 10 to 200 ms and a few MiB; the slowest we know, a join of ten streams, takes
   * two seconds. The limits leave room for a machine that is ten times slower.
   */
  public static WorkerLimits defaults() {
    return new WorkerLimits(
        Math.min(MOST_WORKERS, Runtime.getRuntime().availableProcessors()),
        384,
        Duration.ofSeconds(90),
        Duration.ofSeconds(20),
        Duration.ofMinutes(15));
  }

  public WorkerLimits {
    if (workers < 1 || heapMebibytes < 1) {
      throw new IllegalArgumentException("at least one worker, with some memory");
    }
  }
}
