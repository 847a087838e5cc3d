package io.daggers.sql.lineage;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which values follow from which others, in every row that holds them. */
public final class Dependencies {

  /** Operators whose result tells all of their operands, or as good as. */
  private static final Set<String> REVERSIBLE =
      Set.of(
          "CAST",
          "TRY_CAST",
          "Reinterpret",
          "COALESCE",
          "IFNULL",
          "NULLIF",
          "||",
          "CONCAT",
          "CONCAT_WS",
          "TO_TIMESTAMP_LTZ");

  /** Operators whose result tells an operand where all others are constant. */
  private static final Set<String> SHIFTS = Set.of("+", "-", "DATETIME_PLUS", "MINUS_DATE");

  /**
   * @param lasts whether it stays so when more rows come
   */
  private record Dependency(Set<RowValue> from, RowValue to, boolean lasts) {}

  private final List<Dependency> dependencies = new ArrayList<>();
  private final Set<RowValue> known = new HashSet<>();

  void add(Collection<RowValue> from, RowValue to) {
    add(new Dependency(Set.copyOf(from), to, true));
  }

  /** Notes what is gathered for each group: the group tells it, until more rows come. */
  void addGathered(Collection<RowValue> from, RowValue to) {
    add(new Dependency(Set.copyOf(from), to, false));
  }

  private void add(Dependency dependency) {
    dependencies.add(dependency);
    known.add(dependency.to());
    known.addAll(dependency.from());
  }

  /** Notes a value, and what follows from the way it is worked out. */
  void note(RowValue value) {
    if (!known.add(value) || value.kind() != RowValue.Kind.COMPUTED) {
      return;
    }
    value.inputs().forEach(this::note);
    add(value.inputs(), value);
    long varying = value.inputs().stream().filter(v -> v.kind() != RowValue.Kind.CONSTANT).count();
    if (REVERSIBLE.contains(value.detail()) || (varying == 1 && SHIFTS.contains(value.detail()))) {
      value.inputs().forEach(input -> add(List.of(value), input));
    }
  }

  /** The given values and all that follow from them. */
  public Set<RowValue> closure(Collection<RowValue> given) {
    return closure(given, false);
  }

  /** The given values and all that follow from them for good, whatever rows come later. */
  public Set<RowValue> lastingClosure(Collection<RowValue> given) {
    return closure(given, true);
  }

  private Set<RowValue> closure(Collection<RowValue> given, boolean lasting) {
    Set<RowValue> closure = new HashSet<>(given);
    known.stream().filter(v -> v.kind() == RowValue.Kind.CONSTANT).forEach(closure::add);
    boolean grown = true;
    while (grown) {
      grown = false;
      for (Dependency dependency : dependencies) {
        boolean counts = dependency.lasts() || !lasting;
        if (counts
            && !closure.contains(dependency.to())
            && closure.containsAll(dependency.from())) {
          grown = closure.add(dependency.to());
        }
      }
    }
    return closure;
  }
}
