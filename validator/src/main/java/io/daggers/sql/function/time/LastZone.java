package io.daggers.sql.function.time;

import io.daggers.sql.function.reference.Zones;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Remembers the zone and the pattern that were asked for last: they seldom change. */
final class LastZone {

  private String zoneName = "";
  private Optional<ZoneId> zone = Optional.empty();
  private String pattern = "";
  private Optional<DateTimeFormatter> format = Optional.empty();

  Optional<ZoneId> zone(String name) {
    if (!zoneName.equals(name)) {
      zone = Zones.zone(name);
      zoneName = name;
    }
    return zone;
  }

  Optional<DateTimeFormatter> format(String wanted) {
    if (!pattern.equals(wanted)) {
      format = Zones.pattern(wanted);
      pattern = wanted;
    }
    return format;
  }
}
