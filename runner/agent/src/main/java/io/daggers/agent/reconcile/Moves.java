package io.daggers.agent.reconcile;

import io.daggers.agent.journal.History;
import io.daggers.definition.DaggerName;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which names have become which others, by {@code moved_from}. A name that is still in the
 * repository has not. One that comes back as the other leaves is moved back, also where nobody says
 * so: that is what undoing the commit means.
 *
 * @param heirs by former name; where several claim it, the first of them by name
 */
record Moves(Map<DaggerName, DaggerName> heirs) {

  static Moves of(Map<DaggerName, DesiredJob> wanted, History history) {
    Map<DaggerName, DaggerName> heirs = new TreeMap<>();
    for (DesiredJob job : new TreeMap<>(wanted).values()) {
      DaggerName former = former(job, history);
      if (former != null && !wanted.containsKey(former)) {
        heirs.putIfAbsent(former, job.dagger());
      }
    }
    return new Moves(heirs);
  }

  /** The name that a dagger had before, if it says so or had another one meanwhile. */
  static @Nullable DaggerName former(DesiredJob wanted, History history) {
    if (!(wanted instanceof DesiredJob.Running running)) {
      return null;
    }
    return running.movedFrom() == null
        ? history.of(wanted.dagger()).movedTo()
        : running.movedFrom();
  }
}
