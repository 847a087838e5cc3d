package io.daggers.agent.reconcile;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How often what was planned, in all worlds. */
final class PlanTally {
  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

  void add(String what) {
    counts.computeIfAbsent(what, key -> new LongAdder()).increment();
  }

  /** A world in which something never happens shows nothing about it. */
  boolean sawEverything() {
    return counts
        .keySet()
        .containsAll(
            Set.of(
                "Start",
                "Replace",
                "RollBack",
                "Move",
                "Stop",
                "Drop",
                "Keep",
                "Refuse",
                "freeze",
                "killed",
                "unknown",
                "missing",
                "restart",
                "counts anew",
                "counts anew what was left",
                "renewal"));
  }

  @Override
  public String toString() {
    return new TreeMap<>(counts).toString();
  }
}
