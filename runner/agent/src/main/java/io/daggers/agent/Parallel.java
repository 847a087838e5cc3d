package io.daggers.agent;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Does the same for many things at once. */
final class Parallel {

  private Parallel() {}

  /**
   * Returns when all are done, or the limit is over; what is not done by then is interrupted.
   *
   * @return whether all were done
   * @throws IllegalStateException where one of them failed, after all others were done
   */
  static <T> boolean forEach(Collection<T> things, int threads, Duration limit, Consumer<T> work)
      throws InterruptedException {
    if (things.isEmpty()) {
      return true;
    }
    ExecutorService pool = Executors.newFixedThreadPool(Math.min(threads, things.size()));
    try {
      List<Callable<Void>> tasks = new ArrayList<>();
      for (T thing : things) {
        tasks.add(
            () -> {
              work.accept(thing);
              return null;
            });
      }
      return allDone(pool.invokeAll(tasks, limit.toMillis(), TimeUnit.MILLISECONDS));
    } finally {
      pool.shutdownNow();
    }
  }

  private static boolean allDone(List<Future<Void>> tasks) throws InterruptedException {
    boolean all = true;
    for (Future<Void> task : tasks) {
      try {
        task.get();
      } catch (CancellationException e) {
        all = false; // the limit was over
      } catch (ExecutionException e) {
        throw new IllegalStateException("a task failed", e.getCause());
      }
    }
    return all;
  }
}
