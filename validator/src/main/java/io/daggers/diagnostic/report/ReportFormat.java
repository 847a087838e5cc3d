package io.daggers.diagnostic.report;

import java.util.Locale;

/** The forms in which findings are written. */
public enum ReportFormat {
  /** For people, without colour. */
  TEXT,
  /** One object, whose shape only grows within its version. */
  JSON,
  /** GitHub's workflow commands, which become annotations of a pull request. */
  GITHUB,
  /** SARIF 2.1.0, for code scanning. */
  SARIF,
  /** GitLab's code quality report. */
  GITLAB,
  /** JUnit's XML: a test case per dagger. */
  JUNIT;

  /** The whole report, ending in a newline. The same findings give the same text. */
  public String write(Report report) {
    return switch (this) {
      case TEXT -> new TextSummary(report, false).write();
      case JSON -> JsonReport.write(report);
      case GITHUB -> GithubReport.write(report);
      case SARIF -> SarifReport.write(report);
      case GITLAB -> GitlabReport.write(report);
      case JUNIT -> JunitReport.write(report);
    };
  }

  /** The name as people write it, such as {@code sarif}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
