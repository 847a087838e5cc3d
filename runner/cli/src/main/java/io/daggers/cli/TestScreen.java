package io.daggers.cli;

import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.TextReport;
import io.daggers.job.testing.TestResult;
import io.daggers.validator.Judgement;
import io.daggers.validator.Verdict;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Function;

/** Tells a person how the tests go, one line each, and in full where one fails. */
final class TestScreen {

  private static final String RED = "\u001b[1;31m";
  private static final String GREEN = "\u001b[32m";
  private static final String RESET = "\u001b[0m";

  private final PrintWriter out;
  private final TextReport report;
  private final boolean colour;
  private final boolean shown;
  private int passed;
  private int failed;
  private int rejected;

  /**
   * @param shown false where findings are written in another form only
   */
  TestScreen(
      PrintWriter out, Function<String, List<String>> linesOf, boolean colour, boolean shown) {
    this.out = out;
    this.report = new TextReport(linesOf, colour);
    this.colour = colour;
    this.shown = shown;
  }

  /** Daggers that cannot run are no less broken for not being tested. */
  void judged(Judgement judgement) {
    judgement.repository().forEach(this::print);
    for (Verdict verdict : judgement.verdicts()) {
      if (verdict instanceof Verdict.Rejected) {
        rejected++;
        verdict.diagnostics().forEach(this::print);
      }
    }
  }

  void ran(TestResult result) {
    String name = "%s  %s".formatted(result.dagger(), result.test().name());
    if (result.passed()) {
      passed++;
      line(paint(GREEN, "ok  ") + "  " + name);
      return;
    }
    failed++;
    line(paint(RED, "FAIL") + "  " + name);
    line("");
    result.failures().forEach(this::print);
    if (!result.difference().isEmpty()) {
      line(
          "  %s as expected; these did not:"
              .formatted(
                  result.matched() == 1 ? "1 row came out" : result.matched() + " rows came out"));
      line("");
      line(result.difference());
    }
  }

  void summary() {
    String untested =
        rejected == 0
            ? ""
            : "; %s rejected and not tested"
                .formatted(rejected == 1 ? "1 dagger was" : rejected + " daggers were");
    line(
        "%s passed, %d failed%s"
            .formatted(passed == 1 ? "1 test" : passed + " tests", failed, untested));
  }

  private void print(Diagnostic diagnostic) {
    line(report.print(diagnostic));
  }

  private void line(String text) {
    if (shown) {
      out.println(text);
      out.flush();
    }
  }

  private String paint(String code, String text) {
    return colour ? code + text + RESET : text;
  }
}
