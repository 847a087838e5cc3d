package io.daggers.agent.platform.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the sentence that matters in what Flink says about a failure. */
public final class FailureText {

  private static final Pattern CAUSE =
      Pattern.compile("^(?:Caused by: )?(?:[\\w$]+\\.)+[\\w$]+(?:: (.*))?$");

  private FailureText() {}

  /** The innermost cause of a stack trace that says anything, without class names. */
  public static String of(String stackTrace) {
    List<String> lines = stackTrace.lines().toList();
    String best = lines.isEmpty() ? "" : lines.get(0);
    for (String line : lines) {
      Matcher cause = CAUSE.matcher(line);
      if (cause.matches() && cause.group(1) != null && !cause.group(1).isBlank()) {
        best = cause.group(1);
      }
    }
    return best;
  }

  /** The innermost cause of an exception that says anything. */
  public static String of(Throwable failure) {
    String best = failure.getClass().getSimpleName();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause.getMessage() != null && !cause.getMessage().isBlank()) {
        best = cause.getMessage().lines().findFirst().orElseThrow();
      }
    }
    return of(best);
  }

  /** An error answer of Flink's REST interface: {@code {"errors": [...]}}. */
  static String ofAnswer(JsonNode answer) {
    StringBuilder errors = new StringBuilder();
    answer.path("errors").forEach(error -> errors.append(error.asText()).append('\n'));
    return of(errors.toString());
  }
}
