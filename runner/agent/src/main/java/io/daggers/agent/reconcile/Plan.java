package io.daggers.agent.reconcile;

import java.util.List;

/**
 * What is to be done now.
 *
 * @param changes exactly one per dagger that is wanted or runs, by name
 */
public record Plan(List<Change> changes) {

  public Plan {
    changes = List.copyOf(changes);
  }

  /** Whether everything is as it should be, as far as it can be now. */
  public boolean isSettled() {
    return changes.stream().noneMatch(Change::acts);
  }
}
