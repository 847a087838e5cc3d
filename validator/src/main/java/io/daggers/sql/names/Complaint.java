package io.daggers.sql.names;

import io.daggers.diagnostic.Diagnostic;
import java.util.List;

/**
 * One mistake, and how the query would read without it.
 *
 * @param ofTypes true where it can be the mere consequence of a mistake inside its range
 * @param from offset of what to replace
 * @param to offset behind it
 * @param instead what could stand there; empty where nothing behind the mistake can be judged
 */
record Complaint(Diagnostic diagnostic, boolean ofTypes, int from, int to, List<String> instead) {

  /** Values of no known meaning, one of each type that is often wanted. */
  static final List<String> ANY_VALUE =
      List.of(
          "CAST(NULL AS STRING)",
          "CAST(NULL AS BIGINT)",
          "CAST(NULL AS DOUBLE)",
          "CAST(NULL AS BOOLEAN)",
          "CAST(NULL AS TIMESTAMP_LTZ(3))",
          "CAST(NULL AS TIMESTAMP(3))");

  static final List<String> ANY_CONDITION = List.of("CAST(NULL AS BOOLEAN)", "TRUE");

  Complaint {
    instead = List.copyOf(instead);
  }

  /** One that any value in its place would end. */
  static Complaint ofValue(Diagnostic diagnostic, boolean ofTypes, int from, int to) {
    return new Complaint(diagnostic, ofTypes, from, to, ANY_VALUE);
  }

  /** One after which the query cannot be read on. */
  static Complaint last(Diagnostic diagnostic) {
    return new Complaint(diagnostic, false, 0, 0, List.of());
  }
}
