package io.daggers.sql.function.reference;

/** The chapters of the reference, in order. */
public enum Topic {
  PLACES("Places"),
  AGGREGATES("Aggregates"),
  COLLECTIONS("Arrays and maps"),
  JSON("JSON"),
  TIMES("Times in a zone"),
  TEXTS("Texts");

  private final String title;

  Topic(String title) {
    this.title = title;
  }

  public String title() {
    return title;
  }
}
