package io.daggers.job.preview;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Where a running query hands its rows over. Tasks run in the same process and find their queue by
 * its name. A full one holds the query back, so that a reader takes as long as it likes.
 */
final class RowQueue {

  private static final int MOST_ROWS = 1_000;
  private static final Map<String, RowQueue> QUEUES = new ConcurrentHashMap<>();

  private final BlockingQueue<List<String>> rows = new ArrayBlockingQueue<>(MOST_ROWS);

  private RowQueue() {}

  static RowQueue open(String name) {
    RowQueue queue = new RowQueue();
    QUEUES.put(name, queue);
    return queue;
  }

  static RowQueue of(String name) {
    return QUEUES.get(name);
  }

  static void close(String name) {
    QUEUES.remove(name);
  }

  void put(List<String> row) throws InterruptedException {
    rows.put(row);
  }

  Optional<List<String>> take(Duration longest) throws InterruptedException {
    return Optional.ofNullable(rows.poll(longest.toMillis(), TimeUnit.MILLISECONDS));
  }
}
