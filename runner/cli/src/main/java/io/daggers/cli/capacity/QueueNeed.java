package io.daggers.cli.capacity;

import io.daggers.agent.platform.yarn.QueueMemory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a queue of YARN.
 *
 * @param teams whose daggers run in it
 * @param megabytes what these ask for together
 * @param memory what it has; null where YARN has not said so
 */
public record QueueNeed(
    String queue, List<String> teams, int megabytes, @Nullable QueueMemory memory) {

  public QueueNeed {
    teams = List.copyOf(teams);
  }

  boolean fits() {
    return memory == null || megabytes <= memory.all();
  }
}
