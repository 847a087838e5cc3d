package io.daggers.cli.change;

import io.daggers.cli.TextTable;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.TextReport;
import java.io.PrintWriter;
import java.util.List;

/** Prints a report for people: a table, then what there is to say about each dagger. */
public final class ChangeText {

  private ChangeText() {}

  /**
   * @param colour true on a terminal only
   */
  public static void print(ChangeReport report, boolean colour, PrintWriter out) {
    TextReport diagnostics = new TextReport(report.linesOf(), colour);
    report.repository().forEach(diagnostic -> out.println(diagnostics.print(diagnostic)));
    boolean named = report.effects().stream().anyMatch(e -> !e.environment().isEmpty());
    TextTable table =
        named
            ? new TextTable("DAGGER", "ENVIRONMENT", "WHAT HAPPENS", "STATE")
            : new TextTable("DAGGER", "WHAT HAPPENS", "STATE");
    for (Effect effect : report.effects()) {
      if (named) {
        table.add(effect.dagger(), effect.environment(), effect.verdict(), effect.stateInBrief());
      } else {
        table.add(effect.dagger(), effect.verdict(), effect.stateInBrief());
      }
    }
    table.lines().forEach(out::println);
    report.effects().stream()
        .filter(effect -> !effect.isQuiet())
        .forEach(effect -> details(effect, diagnostics, out));
    out.flush();
  }

  private static void details(Effect effect, TextReport diagnostics, PrintWriter out) {
    out.println();
    String where = effect.environment().isEmpty() ? "" : " (" + effect.environment() + ")";
    out.println(effect.dagger() + where + ": " + effect.verdict());
    out.println("  " + effect.reason());
    if (!effect.differences().isEmpty()) {
      out.println("  changed: " + String.join(", ", effect.differences()));
    }
    effect.stateLines().forEach(line -> out.println("  - " + line));
    List<Diagnostic> errors = effect.findings().stream().filter(Diagnostic::isError).toList();
    for (Diagnostic error : errors) {
      out.println();
      diagnostics.print(error).lines().forEach(line -> out.println("  " + line));
    }
  }
}
