package io.daggers.agent.platform.yarn;

/** What a queue of YARN has for containers, in megabytes. */
public record QueueMemory(long used, long free) {

  public long all() {
    return used + free;
  }
}
