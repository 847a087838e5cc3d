package io.daggers.agent.report;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** What became of a request. */
sealed interface ApiAnswer {

  /** It was taken. */
  record Taken() implements ApiAnswer {}

  /** Not now; to be tried again after a while. */
  record Later(Duration delay, String why) implements ApiAnswer {}

  /** It would be the same the next time. */
  record Never(String why) implements ApiAnswer {}

  Duration FIRST_WAIT = Duration.ofSeconds(1);
  Duration LONGEST_WAIT = Duration.ofMinutes(5);

  /** What a server may ask for; GitHub's limits are by the hour. */
  Duration LONGEST_ASKED = Duration.ofHours(1);

  /**
   * @param attempt 1 for the first
   */
  static ApiAnswer of(int code, HttpHeaders headers, String body, int attempt, Instant now) {
    if (code / 100 == 2) {
      return new Taken();
    }
    if (code == 400 && body.contains("Cannot transition status")) {
      return new Taken(); // GitLab's word for a state that the commit is in already
    }
    String why = "it answers " + code;
    Optional<Duration> asked = asked(headers, now);
    if (code == 429 || (code == 403 && asked.isPresent()) || code == 408 || code / 100 == 5) {
      return new Later(asked.orElse(delay(attempt)), why);
    }
    return new Never(why);
  }

  static ApiAnswer unreachable(String why, int attempt) {
    return new Later(delay(attempt), why);
  }

  private static Duration delay(int attempt) {
    Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(attempt - 1, 20));
    return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
  }

  /** How long the server asks to be left alone. */
  private static Optional<Duration> asked(HttpHeaders headers, Instant now) {
    Optional<Duration> wait =
        headers
            .firstValue("Retry-After")
            .flatMap(text -> retryAfter(text, now))
            .or(() -> rateLimit(headers, now));
    return wait.map(asked -> asked.compareTo(LONGEST_ASKED) < 0 ? asked : LONGEST_ASKED)
        .map(asked -> asked.compareTo(FIRST_WAIT) > 0 ? asked : FIRST_WAIT);
  }

  private static Optional<Duration> retryAfter(String text, Instant now) {
    try {
      return Optional.of(
          text.matches("\\d{1,9}")
              ? Duration.ofSeconds(Long.parseLong(text))
              : Duration.between(
                  now, ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** GitHub's way to say the same: none left until a time, in seconds since 1970. */
  private static Optional<Duration> rateLimit(HttpHeaders headers, Instant now) {
    return headers
        .firstValue("X-RateLimit-Remaining")
        .filter("0"::equals)
        .flatMap(none -> headers.firstValue("X-RateLimit-Reset"))
        .filter(text -> text.matches("\\d{1,11}"))
        .map(text -> Duration.between(now, Instant.ofEpochSecond(Long.parseLong(text))));
  }
}
