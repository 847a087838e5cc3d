package io.daggers.diagnostic.report;

import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.TextReport;
import java.util.List;

/** All findings for people: each with its line and a caret, then one line that counts them. */
public final class TextSummary {

  private final Report report;
  private final boolean colour;

  /**
   * @param colour true on a terminal only
   */
  public TextSummary(Report report, boolean colour) {
    this.report = report;
    this.colour = colour;
  }

  public String write() {
    TextReport text = new TextReport(report.linesOf(), colour);
    StringBuilder out = new StringBuilder();
    List<Diagnostic> diagnostics = report.diagnostics();
    diagnostics.forEach(diagnostic -> out.append(text.print(diagnostic)).append('\n'));
    out.append(report.summary()).append('\n');
    report.weightiestFirst().stream()
        .findFirst()
        .ifPresent(
            first ->
                out.append("= explain: bin/dagger explain ").append(first.code()).append('\n'));
    return out.toString();
  }
}
