package io.daggers.sql.function.time;

import io.daggers.sql.function.reference.Argument;
import io.daggers.sql.function.reference.Described;
import io.daggers.sql.function.reference.Described.Example;
import io.daggers.sql.function.reference.Topic;
import java.time.Instant;
import java.time.LocalDateTime;
import org.apache.flink.table.annotation.DataTypeHint;
import org.jspecify.annotations.Nullable;

/** What clocks in a zone show. */
@Described(
    name = "TIME_IN_ZONE",
    topic = Topic.TIMES,
    form = "TIME_IN_ZONE(time TIMESTAMP_LTZ(3), zone STRING)",
    gives = "TIMESTAMP(3)",
    does =
        "What clocks in a zone show at a time. Everything else here is in UTC:"
            + " HOUR(TIME_IN_ZONE(rowtime, 'Asia/Jakarta')) is the hour of the day in Jakarta. The"
            + " result is no longer a moment; do not compare it with one.",
    nulls = "an argument is NULL, or there is no such zone",
    arguments = {Argument.ANYTHING, Argument.ZONE},
    examples = {
      @Example(
          sql = "TIME_IN_ZONE(TIMESTAMP '2026-01-01 20:00:00', 'Asia/Jakarta')",
          result = "2026-01-02T03:00"),
      @Example(
          sql = "TIME_IN_ZONE(TO_TIMESTAMP_LTZ(0, 3), 'America/New_York')",
          result = "1969-12-31T19:00"),
      @Example(sql = "TIME_IN_ZONE(CAST(NULL AS TIMESTAMP(3)), 'UTC')", result = "NULL")
    })
public final class TimeInZone extends ZonedFunction {

  private static final long serialVersionUID = 1L;

  public @DataTypeHint("TIMESTAMP(3)") @Nullable LocalDateTime eval(
      @DataTypeHint("TIMESTAMP_LTZ(3)") @Nullable Instant time, @Nullable String zone) {
    if (time == null || zone == null) {
      return null;
    }
    return zones().zone(zone).map(id -> LocalDateTime.ofInstant(time, id)).orElse(null);
  }
}
