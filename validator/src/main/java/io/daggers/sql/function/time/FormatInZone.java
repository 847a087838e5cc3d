package io.daggers.sql.function.time;

import io.daggers.sql.function.reference.Argument;
import io.daggers.sql.function.reference.Described;
import io.daggers.sql.function.reference.Described.Example;
import io.daggers.sql.function.reference.Topic;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.apache.flink.table.annotation.DataTypeHint;
import org.jspecify.annotations.Nullable;

/** A time as a text in a zone. */
@Described(
    name = "FORMAT_IN_ZONE",
    topic = Topic.TIMES,
    form = "FORMAT_IN_ZONE(time TIMESTAMP_LTZ(3), pattern STRING, zone STRING)",
    gives = "STRING",
    does =
        "A time as a text, as clocks and calendars in a zone show it. Letters of the pattern are"
            + " those of DATE_FORMAT; names of days and months are English.",
    nulls = "an argument is NULL, there is no such zone, or it is no pattern",
    arguments = {Argument.ANYTHING, Argument.PATTERN, Argument.ZONE},
    examples = {
      @Example(
          sql =
              "FORMAT_IN_ZONE(TIMESTAMP '2026-01-01 20:00:00', 'yyyy-MM-dd HH:mm', 'Asia/Jakarta')",
          result = "2026-01-02 03:00"),
      @Example(
          sql = "FORMAT_IN_ZONE(TIMESTAMP '2026-01-01 20:00:00', 'EEEE', 'Asia/Jakarta')",
          result = "Friday"),
      @Example(sql = "FORMAT_IN_ZONE(CAST(NULL AS TIMESTAMP(3)), 'HH', 'UTC')", result = "NULL")
    })
public final class FormatInZone extends ZonedFunction {

  private static final long serialVersionUID = 1L;

  public @Nullable String eval(
      @DataTypeHint("TIMESTAMP_LTZ(3)") @Nullable Instant time,
      @Nullable String pattern,
      @Nullable String zone) {
    if (time == null || pattern == null || zone == null) {
      return null;
    }
    Optional<ZoneId> id = zones().zone(zone);
    Optional<DateTimeFormatter> format = zones().format(pattern);
    return id.isEmpty() || format.isEmpty() ? null : text(time.atZone(id.get()), format.get());
  }

  private static @Nullable String text(ZonedDateTime time, DateTimeFormatter format) {
    try {
      return format.format(time);
    } catch (DateTimeException e) {
      return null; // a pattern can ask for what a time has not
    }
  }
}
