package io.daggers.agent;

import io.daggers.definition.DaggerName;
import io.daggers.validator.Verdict;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Daggers that have another name than in the base revision, by {@code moved_from}.
 *
 * @param before all of the base revision, by name
 * @param heirs the new name by the former one
 * @param formers the former name by the new one
 */
record Renames(
    Map<DaggerName, Verdict> before,
    Map<DaggerName, DaggerName> heirs,
    Map<DaggerName, DaggerName> formers) {

  static Renames of(Map<DaggerName, Verdict> before, Map<DaggerName, Verdict> after) {
    Map<DaggerName, DaggerName> heirs = new TreeMap<>();
    Map<DaggerName, DaggerName> formers = new TreeMap<>();
    for (Verdict verdict : new TreeMap<>(after).values()) {
      DaggerName former = former(verdict);
      boolean isGone = former != null && before.containsKey(former) && !after.containsKey(former);
      if (isGone
          && !before.containsKey(verdict.name())
          && heirs.putIfAbsent(former, verdict.name()) == null) {
        formers.put(verdict.name(), former);
      }
    }
    return new Renames(before, heirs, formers);
  }

  /** The new name of a dagger of the base revision. */
  Optional<DaggerName> heir(DaggerName former) {
    return Optional.ofNullable(heirs.get(former));
  }

  /** What a dagger was in the base revision, perhaps under another name; null where it was not. */
  @Nullable Verdict before(DaggerName name) {
    return before.get(formers.getOrDefault(name, name));
  }

  private static @Nullable DaggerName former(Verdict verdict) {
    return verdict instanceof Verdict.Accepted accepted
        ? accepted.dagger().dagger().settings().movedFrom()
        : null;
  }
}
