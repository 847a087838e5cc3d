package io.daggers.sql.function.time;

import io.daggers.sql.function.reference.Argument;
import io.daggers.sql.function.reference.Described;
import io.daggers.sql.function.reference.Described.Example;
import io.daggers.sql.function.reference.Period;
import io.daggers.sql.function.reference.Topic;
import java.time.ZonedDateTime;

/** When the hour, day, week, month, quarter or year of a zone began that holds a time. */
@Described(
    name = "PERIOD_START",
    topic = Topic.TIMES,
    form = "PERIOD_START(time TIMESTAMP_LTZ(3), period STRING, zone STRING)",
    gives = "TIMESTAMP_LTZ(3)",
    does =
        "When the hour, day, week, month, quarter or year of a zone began that holds a time."
            + " Weeks begin on Monday.",
    nulls = "an argument is NULL, or there is no such period or zone",
    arguments = {Argument.ANYTHING, Argument.PERIOD, Argument.ZONE},
    examples = {
      @Example(
          sql = "PERIOD_START(TIMESTAMP '2026-01-01 20:00:00', 'DAY', 'Asia/Jakarta')",
          result = "2026-01-01T17:00:00Z"),
      @Example(
          sql = "PERIOD_START(TO_TIMESTAMP_LTZ(0, 3), 'WEEK', 'UTC')",
          result = "1969-12-29T00:00:00Z"),
      @Example(sql = "PERIOD_START(CAST(NULL AS TIMESTAMP(3)), 'DAY', 'UTC')", result = "NULL")
    })
public final class PeriodStart extends PeriodBound {

  private static final long serialVersionUID = 1L;

  @Override
  ZonedDateTime bound(Period period, ZonedDateTime time) {
    return period.start(time);
  }
}
