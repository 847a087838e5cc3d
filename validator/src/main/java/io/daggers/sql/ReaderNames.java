package io.daggers.sql;

import io.daggers.sql.table.StreamTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.flink.api.dag.Transformation;

/**
 * Tells several readers of one topic apart. Each has a position of its own, which is right only
 * together with the state that its rows went into; so it is named by that.
 */
final class ReaderNames {

  private final Function<String, Optional<QueryPlan.Operator>> operators;
  private final IdentityHashMap<Transformation<?>, List<Transformation<?>>> takers =
      new IdentityHashMap<>();

  private ReaderNames(Function<String, Optional<QueryPlan.Operator>> operators) {
    this.operators = operators;
  }

  /**
   * The names of readers that are not the only one of their topic.
   *
   * @param all every part of the program, under the uids that Flink gave
   * @param operators the operator that such a uid is of
   */
  static IdentityHashMap<Transformation<?>, String> of(
      Collection<Transformation<?>> all, Function<String, Optional<QueryPlan.Operator>> operators) {
    ReaderNames names = new ReaderNames(operators);
    Map<String, List<Transformation<?>>> readers = new HashMap<>();
    for (Transformation<?> each : all) {
      each.getInputs()
          .forEach(from -> names.takers.computeIfAbsent(from, k -> new ArrayList<>()).add(each));
      if (each.getUid() != null && StreamTable.isSourceUid(each.getUid())) {
        readers.computeIfAbsent(each.getUid(), uid -> new ArrayList<>()).add(each);
      }
    }
    IdentityHashMap<Transformation<?>, String> named = new IdentityHashMap<>();
    readers.forEach(
        (uid, several) -> {
          if (several.size() > 1) {
            several.forEach(each -> named.put(each, uid + "-" + names.suffix(each, several)));
          }
        });
    return named;
  }

  /** What keeps something of a reader's rows; where that is not its alone, also what takes them. */
  private String suffix(Transformation<?> reader, List<Transformation<?>> others) {
    String keepers = nearest(reader, true);
    boolean alone =
        others.stream().filter(each -> nearest(each, true).equals(keepers)).count() == 1;
    return Digest.brief(alone ? keepers : keepers + " " + nearest(reader, false));
  }

  private String nearest(Transformation<?> reader, boolean stateful) {
    SortedSet<String> found = new TreeSet<>();
    collect(reader, stateful, found);
    return found.stream().collect(Collectors.joining(" "));
  }

  private void collect(Transformation<?> from, boolean stateful, SortedSet<String> found) {
    for (Transformation<?> taker : takers.getOrDefault(from, List.of())) {
      Optional<QueryPlan.Operator> operator =
          Optional.ofNullable(taker.getUid()).flatMap(operators);
      if (operator.filter(each -> each.stateful() || !stateful).isPresent()) {
        found.add(operator.get().uid());
      } else {
        collect(taker, stateful, found);
      }
    }
  }
}
