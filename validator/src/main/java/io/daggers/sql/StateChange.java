package io.daggers.sql;

import io.daggers.sql.table.SinkTable;
import io.daggers.sql.table.StreamTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What becomes of a state under another definition, operator by operator. The agent decides by it,
 * and plans foretell what the agent will decide.
 *
 * @param parts every operator that keeps or would keep state, those of the old definition first
 */
public record StateChange(List<Part> parts) {

  /** Roles whose state ends with a window or an interval. */
  private static final Set<String> BOUNDED =
      Set.of(
          "window-aggregate",
          "group-window-aggregate",
          "window-join",
          "window-rank",
          "window-deduplicate",
          "window-table-function",
          "interval-join");

  public StateChange {
    parts = List.copyOf(parts);
  }

  /** What happens to an operator's state. */
  public enum Fate {
    /** It means the same, and is carried over. */
    KEPT("kept"),
    /** What is there now means something else: the old state is lost, the new one is empty. */
    CHANGED("lost: means something else now"),
    /** Nothing keeps such a state any more. */
    LOST("lost: no longer kept"),
    /** It was not kept before, and would begin half-way. */
    EMPTY("begins empty"),
    /** It was not there before, and there is nothing that it could miss. */
    NEW("new");

    private final String words;

    Fate(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }

  /**
   * @param uid of the operator; where its state changed, of the old one
   * @param what its state is, in words that an analyst knows
   * @param why it changed, as a clause; empty where there is nothing to say
   */
  public record Part(String uid, Fate fate, String what, String why) {

    /** The readable part of the uid. */
    public String role() {
      return StateChange.role(uid);
    }

    boolean isPlace() {
      return StreamTable.isSourceUid(uid) || SinkTable.isSinkUid(uid);
    }
  }

  /** Compares the stateful operators of two definitions by their uids alone. */
  public static StateChange between(Collection<String> before, Collection<String> after) {
    return between(before, after, Map.of(), Map.of());
  }

  /** Compares two plans, and says in what their states differ. */
  public static StateChange between(QueryPlan before, QueryPlan after) {
    return between(
        before.stateUids(), after.stateUids(), before.descriptions(), after.descriptions());
  }

  private static StateChange between(
      Collection<String> before,
      Collection<String> after,
      Map<String, StateDescription> old,
      Map<String, StateDescription> now) {
    Set<String> begun = new LinkedHashSet<>(after);
    begun.removeAll(before);
    List<Part> parts = new ArrayList<>();
    for (String uid : new LinkedHashSet<>(before)) {
      StateDescription was = description(uid, old);
      if (after.contains(uid)) {
        parts.add(new Part(uid, Fate.KEPT, was.what(), ""));
        continue;
      }
      String successor = successor(uid, begun);
      if (successor.isEmpty()) {
        parts.add(new Part(uid, Fate.LOST, was.what(), ""));
      } else {
        begun.remove(successor);
        parts.add(
            new Part(uid, Fate.CHANGED, was.what(), was.difference(description(successor, now))));
      }
    }
    for (String uid : begun) {
      // A new topic is read from where it is told, and a new sink has nothing to go on with; any
      // other state would begin half-way.
      boolean isPlace = StreamTable.isSourceUid(uid) || SinkTable.isSinkUid(uid);
      parts.add(new Part(uid, isPlace ? Fate.NEW : Fate.EMPTY, description(uid, now).what(), ""));
    }
    return new StateChange(parts);
  }

  /** The operator that does now what another did; empty where there is none. */
  private static String successor(String uid, Set<String> begun) {
    if (StreamTable.isSourceUid(uid) || SinkTable.isSinkUid(uid)) {
      return "";
    }
    return begun.stream().filter(other -> family(other).equals(family(uid))).findFirst().orElse("");
  }

  /** One-step and two-step aggregates do the same. */
  private static String family(String uid) {
    return role(uid).replaceFirst("^global-", "");
  }

  private static StateDescription description(String uid, Map<String, StateDescription> all) {
    StateDescription known = all.get(uid);
    return known == null ? StateDescription.of(role(uid)) : known;
  }

  private static String role(String uid) {
    return uid.replaceFirst("-[0-9a-f]{6,}(-\\d+)?$", "");
  }

  /** Whether the new definition can take over the old state and be right. */
  public boolean fits() {
    return misfits().isEmpty();
  }

  /** The parts that keep it from fitting. */
  public List<Part> misfits() {
    return parts.stream()
        .filter(part -> part.fate() != Fate.KEPT && part.fate() != Fate.NEW)
        .toList();
  }

  /** The readable names of what does not fit, each once: what is lost, then what begins empty. */
  public List<String> misfitRoles() {
    Stream<Part> lost = misfits().stream().filter(part -> part.fate() != Fate.EMPTY);
    Stream<Part> empty = misfits().stream().filter(part -> part.fate() == Fate.EMPTY);
    return Stream.concat(
            lost.map(Part::uid).sorted().map(StateChange::role),
            empty.map(Part::uid).sorted().map(StateChange::role))
        .distinct()
        .toList();
  }

  /**
   * Whether all that does not fit ends with a window or an interval, so that what is needed of it
   * could be read again from the topics.
   */
  public boolean isBounded() {
    return misfits().stream().allMatch(part -> part.isPlace() || BOUNDED.contains(part.role()));
  }
}
