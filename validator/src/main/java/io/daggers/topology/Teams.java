package io.daggers.topology;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Every team and what it may do.
 *
 * @param declared whether there is a teams.yaml; without one, nothing is limited
 * @param byName the teams it names
 */
public record Teams(boolean declared, SortedMap<String, Team> byName) {

  /** What holds in a repository without teams.yaml. */
  public static final Teams UNLIMITED = new Teams(false, new TreeMap<>());

  public Teams {
    byName = Collections.unmodifiableSortedMap(new TreeMap<>(byName));
  }

  static Teams declared(Map<String, Team> byName) {
    return new Teams(true, new TreeMap<>(byName));
  }

  public Optional<Team> team(String name) {
    return Optional.ofNullable(byName.get(name));
  }
}
