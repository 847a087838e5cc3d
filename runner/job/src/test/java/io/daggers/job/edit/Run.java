package io.daggers.job.edit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One run of a dagger: what it reads, how far, and what it wrote. Flink's threads find it by id.
 */
final class Run implements AutoCloseable {

  private static final Map<String, Run> RUNS = new ConcurrentHashMap<>();

  private final String id = UUID.randomUUID().toString();
  private final Map<String, List<Feed>> feeds;
  private final AtomicInteger underway = new AtomicInteger();
  private final AtomicInteger stillSilent = new AtomicInteger();
  private final CompletableFuture<Void> woken = new CompletableFuture<>();
  private final CompletableFuture<Void> allSpoke = new CompletableFuture<>();
  private final CompletableFuture<Void> allArrived = new CompletableFuture<>();
  private final CompletableFuture<Void> edited = new CompletableFuture<>();
  private final List<String> rows = Collections.synchronizedList(new ArrayList<>());

  /**
   * @param feeds the partitions of each topic
   */
  Run(Map<String, List<Feed>> feeds) {
    this.feeds = feeds;
    RUNS.put(id, this);
  }

  static Run of(String id) {
    return RUNS.get(id);
  }

  String id() {
    return id;
  }

  List<Feed> feeds(String topic) {
    return feeds.get(topic);
  }

  /** Says that so many partitions more will be read. */
  void expect(int partitions) {
    underway.addAndGet(partitions);
  }

  /**
   * Says that so many partitions were read as far as they go before the edit, and which of them had
   * nothing by then.
   */
  void arrived(int partitions, int silent) {
    stillSilent.addAndGet(silent);
    if (underway.addAndGet(-partitions) == 0) {
      allArrived.complete(null);
    }
  }

  /** Done when all was read that comes before the edit. */
  CompletableFuture<Void> allArrived() {
    return allArrived;
  }

  /**
   * Done when silent partitions may give one message, so that time waits for them as for others.
   */
  CompletableFuture<Void> woken() {
    return woken;
  }

  void spoke() {
    if (stillSilent.decrementAndGet() == 0) {
      allSpoke.complete(null);
    }
  }

  boolean hasSilent() {
    return stillSilent.get() > 0;
  }

  CompletableFuture<Void> allSpoke() {
    return allSpoke;
  }

  /** Done when what comes after the edit may be read. */
  CompletableFuture<Void> edited() {
    return edited;
  }

  /** Lets all be read that there is. */
  void edit() {
    woken.complete(null);
    edited.complete(null);
  }

  void write(String row) {
    rows.add(row);
  }

  List<String> rows() {
    synchronized (rows) {
      return List.copyOf(rows);
    }
  }

  @Override
  public void close() {
    RUNS.remove(id);
  }
}
