package io.daggers.sql.function.time;

import org.apache.flink.table.functions.ScalarFunction;
import org.jspecify.annotations.Nullable;

/** A function that takes a zone with each row, and looks it up only where it changes. */
public abstract class ZonedFunction extends ScalarFunction {

  private static final long serialVersionUID = 1L;

  private transient @Nullable LastZone zones;

  final LastZone zones() {
    if (zones == null) {
      zones = new LastZone();
    }
    return zones;
  }
}
