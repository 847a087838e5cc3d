package io.daggers.local.event;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;

/** How a file writes times. */
public sealed interface TimeText {

  /**
   * @throws IllegalArgumentException if the text is no such time, with a message that says what is
   */
  Instant parse(String text);

  /** ISO 8601 with an offset: {@code 2026-01-01T00:00:05Z}. */
  record Iso8601() implements TimeText {

    @Override
    public Instant parse(String text) {
      try {
        return OffsetDateTime.parse(text).toInstant();
      } catch (DateTimeException e) {
        throw new IllegalArgumentException(
            "'%s' is not a time such as 2026-01-01T00:00:05Z; use --time-format for another form"
                .formatted(text),
            e);
      }
    }
  }

  /**
   * Date and time of day as a pattern of {@link DateTimeFormatter}, read as UTC. Real files mix
   * 00:05 and 0:05, so numbers may have fewer digits than the pattern.
   */
  record Pattern(String pattern, DateTimeFormatter formatter) implements TimeText {

    @Override
    public Instant parse(String text) {
      try {
        return LocalDateTime.parse(text, formatter).toInstant(ZoneOffset.UTC);
      } catch (DateTimeException e) {
        throw new IllegalArgumentException(
            "'%s' is not a time of the form %s".formatted(text, pattern), e);
      }
    }
  }

  /**
   * @throws IllegalArgumentException if it is no pattern
   */
  static TimeText pattern(String pattern) {
    return new Pattern(
        pattern,
        new DateTimeFormatterBuilder()
            .parseLenient()
            .appendPattern(pattern)
            .toFormatter(Locale.ROOT));
  }
}
