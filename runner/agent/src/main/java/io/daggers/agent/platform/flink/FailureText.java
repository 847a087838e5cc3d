package io.daggers.agent.platform.flink;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the words that matter in what Flink says about a failure; class names are no such words.
 */
public final class FailureText {

  private static final Pattern CLASS_NAME = Pattern.compile("(?:[\\w$]+\\.)+[\\w$]+");
  private static final Pattern EXCEPTION =
      Pattern.compile("(?:[\\w$]+\\.)+[\\w$]*(?:Exception|Error): ");
  private static final Pattern CAUSE =
      Pattern.compile("(?:Caused by: )?(?:" + CLASS_NAME + ": )+(?<message>.*\\S.*)");

  private FailureText() {}

  /** The innermost cause that a stack trace tells of, and the one around it where it says more. */
  public static String of(String stackTrace) {
    List<String> messages = new ArrayList<>();
    for (String line : stackTrace.lines().toList()) {
      Matcher cause = CAUSE.matcher(line);
      if (cause.matches()) {
        messages.add(cause.group("message"));
      }
    }
    return innermost(messages, stackTrace.lines().findFirst().orElse("no reason is known"));
  }

  /** The same for an exception. */
  public static String of(Throwable failure) {
    StringBuilder trace = new StringBuilder();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      trace.append(cause).append('\n');
    }
    return of(trace.toString());
  }

  /** The same for an error answer of Flink's REST interface: {@code {"errors": [...]}}. */
  static String ofAnswer(JsonNode answer) {
    StringBuilder errors = new StringBuilder();
    answer.path("errors").forEach(error -> errors.append(error.asText()).append('\n'));
    return of(errors.toString());
  }

  private static String innermost(List<String> messages, String otherwise) {
    if (messages.isEmpty()) {
      return otherwise;
    }
    String innermost = messages.get(messages.size() - 1);
    for (int i = messages.size() - 2; i >= 0; i--) {
      String outer = EXCEPTION.matcher(messages.get(i)).replaceAll("");
      if (!outer.equals(innermost)) {
        return outer.contains(innermost) ? outer : outer + ": " + innermost;
      }
    }
    return innermost;
  }
}
