package io.daggers.sql.function.time;

import io.daggers.sql.function.reference.Period;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.apache.flink.table.annotation.DataTypeHint;
import org.jspecify.annotations.Nullable;

/** One end of the part of a zone's calendar that holds a time. */
public abstract class PeriodBound extends ZonedFunction {

  private static final long serialVersionUID = 1L;

  abstract ZonedDateTime bound(Period period, ZonedDateTime time);

  public @DataTypeHint("TIMESTAMP_LTZ(3)") @Nullable Instant eval(
      @DataTypeHint("TIMESTAMP_LTZ(3)") @Nullable Instant time,
      @Nullable String period,
      @Nullable String zone) {
    if (time == null || period == null || zone == null) {
      return null;
    }
    Optional<ZoneId> id = zones().zone(zone);
    Optional<Period> part = Period.of(period);
    return id.isEmpty() || part.isEmpty()
        ? null
        : bound(part.get(), time.atZone(id.get())).toInstant();
  }
}
