package io.daggers.agent.platform.yarn;

import io.daggers.agent.platform.PlatformException;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.yarn.api.records.QueueInfo;
import org.apache.hadoop.yarn.api.records.QueueStatistics;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.exceptions.YarnException;

/** YARN's queues, for who only looks at them. */
public final class Queues implements AutoCloseable {

  private final YarnClient yarn;

  Queues(YarnClient yarn) {
    this.yarn = yarn;
  }

  /** Asks nothing yet. */
  public static Queues connect(HadoopFolder hadoop) {
    YarnClient yarn = YarnClient.createYarnClient();
    yarn.init(hadoop.settings());
    yarn.start();
    return new Queues(yarn);
  }

  /**
   * Nothing where YARN has no such queue.
   *
   * @throws PlatformException where YARN does not answer
   */
  public Optional<QueueMemory> memory(String queue) throws PlatformException {
    try {
      QueueInfo info = yarn.getQueueInfo(queue);
      if (info == null) {
        return Optional.empty();
      }
      QueueStatistics now = info.getQueueStatistics();
      return Optional.of(new QueueMemory(now.getAllocatedMemoryMB(), now.getAvailableMemoryMB()));
    } catch (IOException | YarnException e) {
      throw new PlatformException(
          "YARN does not say what is free in queue '%s': %s".formatted(queue, e.getMessage()), e);
    }
  }

  @Override
  public void close() {
    yarn.stop();
  }
}
