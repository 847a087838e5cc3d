package io.daggers.sql.function.time;

import io.daggers.sql.function.reference.Argument;
import io.daggers.sql.function.reference.Described;
import io.daggers.sql.function.reference.Described.Example;
import io.daggers.sql.function.reference.Period;
import io.daggers.sql.function.reference.Topic;
import java.time.ZonedDateTime;

/** When the hour, day, week, month, quarter or year of a zone ends that holds a time. */
@Described(
    name = "PERIOD_END",
    topic = Topic.TIMES,
    form = "PERIOD_END(time TIMESTAMP_LTZ(3), period STRING, zone STRING)",
    gives = "TIMESTAMP_LTZ(3)",
    does =
        "When the hour, day, week, month, quarter or year of a zone ends that holds a time: the"
            + " first moment of the next one, as window_end is.",
    nulls = "an argument is NULL, or there is no such period or zone",
    arguments = {Argument.ANYTHING, Argument.PERIOD, Argument.ZONE},
    examples = {
      @Example(
          sql = "PERIOD_END(TIMESTAMP '2026-01-01 20:00:00', 'MONTH', 'Asia/Jakarta')",
          result = "2026-01-31T17:00:00Z")
    })
public final class PeriodEnd extends PeriodBound {

  private static final long serialVersionUID = 1L;

  @Override
  ZonedDateTime bound(Period period, ZonedDateTime time) {
    return period.end(time);
  }
}
