package io.daggers.agent;

import io.daggers.agent.reconcile.Change;
import io.daggers.definition.DaggerName;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Changes that are being carried out, at most one per dagger, each in a thread of its own. */
final class ChangesUnderWay {

  private static final int AT_ONCE = 16;

  private final ExecutorService threads =
      Executors.newFixedThreadPool(AT_ONCE, ChangesUnderWay::thread);
  private final Map<DaggerName, Change> changes = new HashMap<>();
  private @Nullable Throwable bug;

  /**
   * Those that were begun and are not done.
   *
   * @throws IllegalStateException once, where one ended as none should
   */
  synchronized Map<DaggerName, Change> now() {
    if (bug != null) {
      Throwable cause = bug;
      bug = null;
      throw new IllegalStateException("a change broke off: " + cause, cause);
    }
    return Map.copyOf(changes);
  }

  /** Does nothing where a dagger that it is about has one under way. */
  synchronized void begin(Change change, Rollout rollout) {
    if (Collections.disjoint(changes.keySet(), change.daggers())) {
      change.daggers().forEach(dagger -> changes.put(dagger, change));
      threads.execute(() -> carryOut(change, rollout));
    }
  }

  /** Waits until all are done; returns false where they are not within the limit. */
  synchronized boolean await(Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!changes.isEmpty()) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  /** Interrupts what is not done; nothing can be begun any more. */
  void end() {
    threads.shutdownNow();
  }

  private void carryOut(Change change, Rollout rollout) {
    Throwable failure = null;
    try {
      rollout.apply(change);
    } catch (RuntimeException | Error e) {
      failure = e; // shown by the next round: it belongs to nobody here
    }
    synchronized (this) {
      bug = bug == null ? failure : bug;
      changes.keySet().removeAll(change.daggers());
      notifyAll();
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "change");
    thread.setDaemon(true);
    return thread;
  }
}
