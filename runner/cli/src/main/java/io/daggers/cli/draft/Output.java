package io.daggers.cli.draft;

/**
 * One output column of a first query.
 *
 * @param name of the column
 * @param expression what stands before its AS; the name itself where it is an input column
 * @param expected its value for the first test's events, as YAML
 * @param kind what it is to the sink
 */
record Output(String name, String expression, String expected, Kind kind) {

  enum Kind {
    TIME,
    GROUP,
    MEASURE,
    /** A measure that may be NULL. */
    NULLABLE_MEASURE
  }

  boolean isMeasure() {
    return kind == Kind.MEASURE || kind == Kind.NULLABLE_MEASURE;
  }
}
