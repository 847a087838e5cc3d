package io.daggers.sql.function.reference;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Zones and patterns of time as they are written in a query. */
public final class Zones {

  private Zones() {}

  /** Nothing where there is no such zone. */
  public static Optional<ZoneId> zone(String name) {
    try {
      return Optional.of(ZoneId.of(name));
    } catch (DateTimeException e) {
      return Optional.empty(); // asking is the way to know
    }
  }

  public static boolean isZone(String name) {
    return zone(name).isPresent();
  }

  /** Names of months and days are English. Nothing where it is no pattern. */
  public static Optional<DateTimeFormatter> pattern(String pattern) {
    try {
      return Optional.of(DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // asking is the way to know
    }
  }

  public static boolean isPattern(String pattern) {
    return pattern(pattern).isPresent();
  }
}
