package io.daggers.job.testing;

import io.daggers.topology.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Where a running query and its test meet. Tasks run in the test's own process and find their stage
 * by its name.
 */
final class Stage {

  private static final Map<String, Stage> STAGES = new ConcurrentHashMap<>();

  private final Map<SourceName, StepQueue> sources = new ConcurrentHashMap<>();
  private final List<Map<String, @Nullable Object>> results = new ArrayList<>();

  /**
   * One reader of a topic. A query that reads a table twice may have two.
   *
   * @param copy counts them, from 0
   */
  record SourceName(String table, Topic topic, int copy) {}

  private Stage() {}

  /** Sets up an empty stage, in place of one of the same name. */
  static Stage open(String name) {
    Stage stage = new Stage();
    STAGES.put(name, stage);
    return stage;
  }

  static Stage of(String name) {
    return STAGES.get(name);
  }

  static void close(String name) {
    STAGES.remove(name);
  }

  StepQueue source(SourceName name) {
    return sources.computeIfAbsent(name, any -> new StepQueue());
  }

  void result(Map<String, @Nullable Object> row) {
    synchronized (results) {
      results.add(row);
    }
  }

  List<Map<String, @Nullable Object>> results() {
    synchronized (results) {
      return new ArrayList<>(results);
    }
  }
}
