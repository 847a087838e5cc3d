package io.daggers.definition;

import java.util.regex.Pattern;

/**
 * A dagger's identity: the folder {@code daggers/<team>/<dagger>}.
 *
 * @param team the owner
 * @param dagger the name within the team
 */
public record DaggerName(String team, String dagger) implements Comparable<DaggerName> {

  private static final Pattern PART = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

  public DaggerName {
    if (!isPart(team) || !isPart(dagger)) {
      throw new IllegalArgumentException("not a dagger name: " + team + "/" + dagger);
    }
  }

  /** Whether a folder name may be part of an identity. */
  public static boolean isPart(String text) {
    return PART.matcher(text).matches();
  }

  /** Reads {@code team/dagger}. Throws IllegalArgumentException where it is neither. */
  public static DaggerName parse(String text) {
    String[] parts = text.split("/", -1);
    if (parts.length != 2) {
      throw new IllegalArgumentException("not of the form team/dagger: " + text);
    }
    return new DaggerName(parts[0], parts[1]);
  }

  /** The folder in the repository. */
  public String folder() {
    return "daggers/" + team + "/" + dagger;
  }

  @Override
  public int compareTo(DaggerName other) {
    int byTeam = team.compareTo(other.team);
    return byTeam != 0 ? byTeam : dagger.compareTo(other.dagger);
  }

  @Override
  public String toString() {
    return team + "/" + dagger;
  }
}
