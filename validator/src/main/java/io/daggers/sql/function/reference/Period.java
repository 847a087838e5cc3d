package io.daggers.sql.function.reference;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Parts of the calendar. They begin at midnight of a zone, whatever the clocks there do. */
@SuppressWarnings("ImmutableEnumChecker") // functions that keep nothing
public enum Period {
  HOUR(day -> day, day -> day),
  DAY(day -> day, day -> day.plusDays(1)),
  WEEK(
      day -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)), day -> day.plusWeeks(1)),
  MONTH(day -> day.withDayOfMonth(1), day -> day.plusMonths(1)),
  QUARTER(
      day -> day.withMonth((day.getMonthValue() - 1) / 3 * 3 + 1).withDayOfMonth(1),
      day -> day.plusMonths(3)),
  YEAR(day -> day.withDayOfYear(1), day -> day.plusYears(1));

  private final UnaryOperator<LocalDate> first;
  private final UnaryOperator<LocalDate> next;

  Period(UnaryOperator<LocalDate> first, UnaryOperator<LocalDate> next) {
    this.first = first;
    this.next = next;
  }

  public static Optional<Period> of(String word) {
    String name = word.strip().toUpperCase(Locale.ROOT);
    return Arrays.stream(values()).filter(period -> period.name().equals(name)).findFirst();
  }

  /** When the period that holds a moment began. */
  public ZonedDateTime start(ZonedDateTime moment) {
    return this == HOUR
        ? moment.truncatedTo(ChronoUnit.HOURS)
        : midnight(first.apply(moment.toLocalDate()), moment.getZone());
  }

  /** When the next one begins. */
  public ZonedDateTime end(ZonedDateTime moment) {
    return this == HOUR
        ? start(moment).plusHours(1)
        : midnight(next.apply(first.apply(moment.toLocalDate())), moment.getZone());
  }

  private static ZonedDateTime midnight(LocalDate day, ZoneId zone) {
    return day.atStartOfDay(zone);
  }
}
