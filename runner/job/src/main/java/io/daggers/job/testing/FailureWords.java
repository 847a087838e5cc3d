package io.daggers.job.testing;

import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** Says in plain words why a query failed while it ran. */
final class FailureWords {

  private static final Pattern CLASS_NAME =
      Pattern.compile("\\b(?:[a-z][a-z0-9_]*\\.)+[A-Z]\\w*(?:\\$\\w+)*:?\\s*");
  private static final Pattern NUMBER = Pattern.compile("For input string: ['\"](.*?)['\"].*");

  private FailureWords() {}

  static String of(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    String message = root.getMessage() == null ? "" : root.getMessage();
    if (root instanceof TimeoutException) {
      return message;
    }
    if (message.contains("/ by zero") || message.contains("Division by zero")) {
      return "it divides by zero";
    }
    var number = NUMBER.matcher(message);
    if (number.matches()) {
      return "'%s' is not a number".formatted(number.group(1));
    }
    String plain = CLASS_NAME.matcher(message).replaceAll("").strip();
    String line = plain.lines().findFirst().orElse("");
    return line.isEmpty() ? "a value that it cannot compute with" : line;
  }
}
