package io.daggers.diagnostic;

import java.util.List;
import java.util.function.Function;

/** Prints a diagnostic for people: the line it is about, a caret under it, and what to do. */
public final class TextReport {

  private static final String RESET = "\u001b[0m";
  private static final String BOLD = "\u001b[1m";
  private static final String RED = "\u001b[1;31m";
  private static final String YELLOW = "\u001b[1;33m";
  private static final String BLUE = "\u001b[1;34m";

  private final Function<String, List<String>> linesOf;
  private final boolean colour;

  /**
   * @param linesOf the lines of a file by its path; an empty list where it cannot be had
   * @param colour true on a terminal only
   */
  public TextReport(Function<String, List<String>> linesOf, boolean colour) {
    this.linesOf = linesOf;
    this.colour = colour;
  }

  /** The report of one diagnostic, ending in a newline. */
  public String print(Diagnostic diagnostic) {
    Location at = diagnostic.location();
    String number = Integer.toString(at.line());
    String gutter = " ".repeat(number.length());
    StringBuilder out = new StringBuilder();
    out.append(paint(severityColour(diagnostic), heading(diagnostic)))
        .append(paint(BOLD, ": " + diagnostic.message()))
        .append('\n');
    out.append(gutter).append(paint(BLUE, "--> ")).append(at).append('\n');
    List<String> lines = linesOf.apply(at.file());
    if (at.line() <= lines.size()) {
      String line = Printable.of(lines.get(at.line() - 1));
      String bar = paint(BLUE, " | ");
      out.append(gutter).append(paint(BLUE, " |")).append('\n');
      out.append(paint(BLUE, number)).append(bar).append(line).append('\n');
      out.append(gutter)
          .append(bar)
          .append(indent(line, at.column()))
          .append(paint(severityColour(diagnostic), "^".repeat(width(at, line))))
          .append('\n');
    }
    diagnostic
        .help()
        .ifPresent(
            help ->
                out.append(gutter)
                    .append(paint(BLUE, " = "))
                    .append(paint(BOLD, "help: "))
                    .append(help.replace("\n", "\n" + gutter + "         "))
                    .append('\n'));
    return out.toString();
  }

  private static String heading(Diagnostic diagnostic) {
    return diagnostic.severity().word() + "[" + diagnostic.code() + "]";
  }

  /** Spaces up to the column, keeping tabs so that the caret stays under its character. */
  private static String indent(String line, int column) {
    StringBuilder indent = new StringBuilder();
    int end = Math.min(column - 1, line.length());
    line.substring(0, end)
        .codePoints()
        .forEach(c -> indent.append(c == '\t' ? "\t" : " ".repeat(DisplayWidth.of(c))));
    return indent.append(" ".repeat(column - 1 - end)).toString();
  }

  private static int width(Location at, String line) {
    int end = at.endLine() == at.line() ? at.endColumn() : line.length();
    int from = Math.min(at.column() - 1, line.length());
    int to = Math.max(from, Math.min(end, line.length()));
    return Math.max(
        1, DisplayWidth.of(line.substring(from, to)) + Math.max(0, end - line.length()));
  }

  private static String severityColour(Diagnostic diagnostic) {
    return switch (diagnostic.severity()) {
      case ERROR -> RED;
      case WARNING -> YELLOW;
      case INFO -> BLUE;
    };
  }

  private String paint(String escape, String text) {
    return colour ? escape + text + RESET : text;
  }
}
