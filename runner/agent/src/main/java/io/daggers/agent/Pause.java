package io.daggers.agent;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * What is between two turns: it ends early where there is something to see, or nothing more to do.
 */
final class Pause {

  /** The shortest, so that news that cannot be read do not keep the agent busy. */
  private static final Duration GLANCE = Duration.ofMillis(250);

  private final CountDownLatch closing;
  private final BooleanSupplier hasNews;

  /**
   * @param closing open for as long as there is more to do
   * @param hasNews whether the next turn would see something new; asked several times a second
   */
  Pause(CountDownLatch closing, BooleanSupplier hasNews) {
    this.closing = closing;
    this.hasNews = hasNews;
  }

  /** Waits, and returns whether no turn follows. */
  boolean isLast(Duration wait) throws InterruptedException {
    long end = System.nanoTime() + wait.toNanos();
    boolean closes;
    long left = wait.toNanos();
    do {
      closes = closing.await(Math.min(left, GLANCE.toNanos()), TimeUnit.NANOSECONDS);
      left = end - System.nanoTime();
    } while (!closes && left > 0 && !hasNews.getAsBoolean());
    return closes;
  }
}
