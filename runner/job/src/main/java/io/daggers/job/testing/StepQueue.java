package io.daggers.job.testing;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/** The steps that a source has yet to take: put in by the test, taken out by the source's task. */
final class StepQueue {

  private final Queue<SourceStep> steps = new ArrayDeque<>();
  private CompletableFuture<Void> available = new CompletableFuture<>();

  synchronized void put(SourceStep step) {
    steps.add(step);
    available.complete(null);
  }

  synchronized Optional<SourceStep> poll() {
    SourceStep step = steps.poll();
    if (steps.isEmpty() && available.isDone()) {
      available = new CompletableFuture<>();
    }
    return Optional.ofNullable(step);
  }

  synchronized CompletableFuture<Void> available() {
    return available;
  }
}
