package io.daggers.agent.platform.yarn;

import io.daggers.agent.platform.PlatformException;
import io.daggers.job.bundle.JobBundle;
import org.apache.flink.configuration.MemorySize;

/** Whether there is memory in a queue for a job. */
final class QueueRoom {

  private final Queues queues;

  QueueRoom(Queues queues) {
    this.queues = queues;
  }

  /**
   * @param freedMegabytes what the job has that it takes the place of
   * @throws PlatformException where there is none, or the queue is not there
   */
  void check(String queue, JobBundle bundle, long freedMegabytes) throws PlatformException {
    long free = free(queue) + freedMegabytes;
    long needed = needed(bundle);
    if (needed > free) {
      throw new PlatformException(
          "it needs %d MB of YARN's queue '%s', which has %d MB for it"
              .formatted(needed, queue, free));
    }
  }

  private long free(String queue) throws PlatformException {
    return queues
        .memory(queue)
        .orElseThrow(() -> new PlatformException("YARN has no queue '%s'".formatted(queue)))
        .free();
  }

  private static long needed(JobBundle bundle) {
    return megabytes(bundle.resources().jobmanager())
        + bundle.parallelism() * megabytes(bundle.resources().taskmanager());
  }

  private static long megabytes(String size) {
    return MemorySize.parse(size).getMebiBytes();
  }
}
