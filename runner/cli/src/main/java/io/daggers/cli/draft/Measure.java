package io.daggers.cli.draft;

import java.util.Locale;

/** What a first query computes for every minute. */
public enum Measure {
  COUNT("how many events"),
  SUM("how many events, and the sum of a number in them"),
  DISTINCT("how many different keys");

  private final String meaning;

  Measure(String meaning) {
    this.meaning = meaning;
  }

  public Choice choice() {
    return new Choice(toString(), meaning);
  }

  /** The word that people write. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
