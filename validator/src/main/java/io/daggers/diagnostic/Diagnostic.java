package io.daggers.diagnostic;

import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One finding: what is wrong, where, and what to do about it.
 *
 * @param message one sentence in the analyst's words, without a final period
 * @param helpText what to do, or null where nothing better than the message can be said
 */
public record Diagnostic(
    Code code, Severity severity, Location location, String message, @Nullable String helpText) {

  /** More is not read; and a file of a megabyte may be one word. */
  private static final int LONGEST_TEXT = 1_000;

  /** By place, then by code: the order in which findings are shown. */
  public static final Comparator<Diagnostic> BY_PLACE =
      Comparator.comparing((Diagnostic d) -> d.location().file())
          .thenComparingInt(d -> d.location().line())
          .thenComparingInt(d -> d.location().column())
          .thenComparing(Diagnostic::code);

  /**
   * An analyst's words are quoted in it, and may hold line ends, and what must not reach a
   * terminal.
   */
  public Diagnostic {
    message = Printable.of(message.replaceAll("\\s*\\R\\s*", " "), LONGEST_TEXT);
    helpText = helpText == null ? null : Printable.of(helpText, LONGEST_TEXT);
  }

  public static Diagnostic error(Code code, Location location, String message) {
    return new Diagnostic(code, Severity.ERROR, location, message, null);
  }

  public static Diagnostic error(Code code, Location location, String message, String help) {
    return new Diagnostic(code, Severity.ERROR, location, message, help);
  }

  public static Diagnostic warning(Code code, Location location, String message, String help) {
    return new Diagnostic(code, Severity.WARNING, location, message, help);
  }

  public Optional<String> help() {
    return Optional.ofNullable(helpText);
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }
}
