package io.daggers.agent.reconcile;

import io.daggers.definition.DaggerName;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done now.
 *
 * @param changes exactly one about each dagger that is wanted, or runs, or did so when it was last
 *     looked after, by name
 * @param freeze why nothing that the commit takes away is stopped, and what to do; null where
 *     nothing speaks against it
 */
public record Plan(List<Change> changes, @Nullable String freeze) {

  public Plan {
    changes = List.copyOf(changes);
  }

  /** The same plan with what is under way in place of what was decided about those daggers. */
  public Plan with(Map<DaggerName, Change> underWay) {
    SortedMap<DaggerName, Change> all = new TreeMap<>();
    for (Change change : changes) {
      if (Collections.disjoint(change.daggers(), underWay.keySet())) {
        all.put(change.dagger(), change);
      }
    }
    underWay.values().forEach(change -> all.put(change.dagger(), change));
    return new Plan(List.copyOf(all.values()), freeze);
  }

  /** Whether everything is as it should be, as far as it can be now. */
  public boolean isSettled() {
    return changes.stream().noneMatch(Change::acts);
  }
}
