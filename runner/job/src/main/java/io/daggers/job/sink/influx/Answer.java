package io.daggers.job.sink.influx;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What came of an attempt to write some points. */
sealed interface Answer {

  /** All of them are there. */
  record Taken() implements Answer {}

  /**
   * Nobody knows what is there; the same points may be taken later.
   *
   * @param retryAfter how long the server asks to be left alone; null where it does not say
   */
  record Unavailable(String reason, @Nullable Duration retryAfter) implements Answer {}

  /** Too many at once. */
  record TooLarge(String reason) implements Answer {}

  /**
   * At least one of them is never going to be taken; others may be there.
   *
   * @param all whether it is known to be so of each of them
   */
  record Refused(String reason, boolean all) implements Answer {}

  /** Nothing is going to be taken until a person has changed something. */
  record Misconfigured(String reason) implements Answer {}

  /**
   * What an HTTP status of 300 or more means.
   *
   * @param body as the server wrote it
   * @param points how many were sent
   */
  static Answer of(int status, String body, @Nullable Duration retryAfter, int points) {
    String reason = "HTTP %d: %s".formatted(status, Errors.text(body));
    // InfluxDB 1.x says 500 of a retention policy that is not there.
    if (body.contains("retention policy not found") || body.contains("database not found")) {
      return new Misconfigured(reason);
    }
    return switch (status) {
      case 400, 422 -> new Refused(Errors.text(body), Errors.dropsAll(body, points));
      case 413 -> new TooLarge(reason);
      case 408, 425, 429 -> new Unavailable(reason, retryAfter);
      default -> status >= 500 ? new Unavailable(reason, retryAfter) : new Misconfigured(reason);
    };
  }

  /** The servers' words. */
  final class Errors {

    private static final int MOST_CHARACTERS = 500;
    private static final Pattern MESSAGE =
        Pattern.compile("\"(?:error|message)\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern BEYOND_RETENTION =
        Pattern.compile("points beyond retention policy dropped=(\\d{1,9})");

    private Errors() {}

    /** The error in a JSON object; the beginning of any other text. */
    static String text(String body) {
      Matcher message = MESSAGE.matcher(body);
      String text = message.find() ? message.group(1).replace("\\\"", "\"") : body.strip();
      text = text.isEmpty() ? "no reason given" : text;
      return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + " ...";
    }

    /**
     * Only where one reason fits all is the number trusted: of several reasons a server tells one.
     */
    static boolean dropsAll(String body, int points) {
      Matcher dropped = BEYOND_RETENTION.matcher(body);
      return dropped.find() && Integer.parseInt(dropped.group(1)) >= points;
    }
  }
}
