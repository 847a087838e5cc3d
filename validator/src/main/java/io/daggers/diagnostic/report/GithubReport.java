package io.daggers.diagnostic.report;

import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Location;

/**
 * GitHub's workflow commands: a line each, which become annotations where the files changed. GitHub
 * shows about ten errors and ten warnings of a step and keeps silent about the others, so errors
 * come first, and a last line counts them all.
 *
 * <p>Source: "Workflow commands for GitHub Actions" in GitHub's documentation.
 */
final class GithubReport {

  private final Report report;

  private GithubReport(Report report) {
    this.report = report;
  }

  static String write(Report report) {
    GithubReport github = new GithubReport(report);
    StringBuilder out = new StringBuilder();
    report.weightiestFirst().forEach(diagnostic -> out.append(github.command(diagnostic)));
    out.append("::notice title=daggers::").append(data(report.summary()));
    if (!report.diagnostics().isEmpty()) {
      out.append(data("; GitHub shows about ten of each kind, this step's log has them all"));
    }
    return out.append('\n').toString();
  }

  private String command(Diagnostic diagnostic) {
    Location at = diagnostic.location();
    String level =
        switch (report.severity(diagnostic)) {
          case ERROR -> "error";
          case WARNING -> "warning";
          case INFO -> "notice";
        };
    // Columns are only allowed where a finding stays on its line.
    String columns =
        at.line() == at.endLine()
            ? ",col=%d,endColumn=%d".formatted(at.column(), at.endColumn())
            : "";
    return "::%s file=%s,line=%d,endLine=%d%s,title=%s::%s\n"
        .formatted(
            level,
            property(at.file()),
            at.line(),
            at.endLine(),
            columns,
            property(diagnostic.code() + ": " + diagnostic.code().title()),
            data(diagnostic.message() + diagnostic.help().map(h -> "\nhelp: " + h).orElse("")));
  }

  private static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}
