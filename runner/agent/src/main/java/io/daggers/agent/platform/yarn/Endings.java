package io.daggers.agent.platform.yarn;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.hadoop.yarn.api.records.ApplicationId;

/**
 * When applications were first seen to have ended. YARN says so as soon as it has decided it; until
 * their nodes hear of it, their containers live on: a job reads, writes and makes checkpoints.
 */
final class Endings {

  /** A heartbeat of a node, its wait between the two signals that it sends, and room. */
  private static final Duration LIVE_ON = Duration.ofSeconds(5);

  private final LongSupplier nanoTime;
  private final Map<ApplicationId, Long> seen = new ConcurrentHashMap<>();

  Endings(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  void saw(Application application) {
    if (!application.state().isLive()) {
      seen.putIfAbsent(application.id(), nanoTime.getAsLong());
    }
  }

  /** Whether one that has ended may have containers that live; false for any other. */
  boolean livesOn(ApplicationId application) {
    Long since = seen.get(application);
    return since != null && nanoTime.getAsLong() - since < LIVE_ON.toNanos();
  }

  void forgetAllBut(Collection<ApplicationId> applications) {
    seen.keySet().retainAll(applications);
  }
}
