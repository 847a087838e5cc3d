package io.daggers.agent.reconcile;

import io.daggers.agent.journal.DaggerHistory;
import io.daggers.agent.journal.DaggerHistory.Standing;
import io.daggers.agent.journal.History;
import io.daggers.definition.DaggerName;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How much a commit takes away of what runs. A folder that was moved by mistake, or a broken merge,
 * looks like a wish to stop everything.
 *
 * @param gone daggers that run, or ran until their platform ended, and that the commit lacks
 * @param up all daggers that run, or ran until then
 */
record Removals(int gone, int up) {

  private static final int FEW = 3;
  private static final int SHARE = 3;

  static Removals of(
      Set<DaggerName> wanted, Set<DaggerName> moved, Set<DaggerName> live, History history) {
    Set<DaggerName> up = new HashSet<>(live);
    for (Map.Entry<DaggerName, DaggerHistory> past : history.daggers().entrySet()) {
      if (past.getValue().standing() == Standing.UP) {
        up.add(past.getKey());
      }
    }
    int all = up.size();
    up.removeAll(wanted);
    up.removeAll(moved);
    return new Removals(up.size(), all);
  }

  /** Why nothing is removed, and what to do; null where it may be. */
  @Nullable String freeze(String revision) {
    boolean isAll = gone == up && gone > 1;
    boolean isMany = gone >= FEW && gone * SHARE > up;
    return isAll || isMany
        ? "commit %s would remove %d of the %d daggers that run, so none is removed; if that is meant: %s"
            .formatted(brief(revision), gone, up, command(revision))
        : null;
  }

  /** What a person says to let a commit have its way. */
  static String command(String revision) {
    return "bin/dagger confirm " + brief(revision);
  }

  private static String brief(String revision) {
    return revision.substring(0, Math.min(12, revision.length()));
  }
}
