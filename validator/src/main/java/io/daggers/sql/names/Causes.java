package io.daggers.sql.names;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.calcite.runtime.CalciteContextException;
import org.jspecify.annotations.Nullable;

/** What is thrown, and what it was thrown because of. */
final class Causes {

  private Causes() {}

  /** From the outermost to the first. */
  static Stream<Throwable> of(Throwable thrown) {
    return Stream.iterate(thrown, t -> t != null, Throwable::getCause);
  }

  /** All that they say, a line or more each. */
  static String messages(Throwable thrown) {
    return of(thrown).map(t -> String.valueOf(t.getMessage())).collect(Collectors.joining("\n"));
  }

  /** The one that says where in the query; null where none does. */
  static @Nullable CalciteContextException positioned(Throwable thrown) {
    return (CalciteContextException)
        of(thrown).filter(CalciteContextException.class::isInstance).findFirst().orElse(null);
  }
}
