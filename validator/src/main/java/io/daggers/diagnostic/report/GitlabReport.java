package io.daggers.diagnostic.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Location;
import java.util.List;
import java.util.Map;

/**
 * GitLab's code quality report: a list of issues, which a merge request shows in its diff.
 *
 * <p>Source: "Code Quality report format" in GitLab's documentation.
 */
final class GitlabReport {

  private GitlabReport() {}

  record Issue(
      String description,
      @JsonProperty("check_name") String checkName,
      String fingerprint,
      String severity,
      Place location) {}

  record Place(String path, Lines lines) {}

  record Lines(int begin, int end) {}

  static String write(Report report) {
    Map<Diagnostic, String> ids = StableIds.of(report);
    List<Issue> issues =
        report.weightiestFirst().stream()
            .map(diagnostic -> issue(diagnostic, ids.get(diagnostic), report))
            .toList();
    return Json.write(issues);
  }

  private static Issue issue(Diagnostic diagnostic, String id, Report report) {
    Location at = diagnostic.location();
    String severity =
        switch (report.severity(diagnostic)) {
          case ERROR -> "major";
          case WARNING -> "minor";
          case INFO -> "info";
        };
    return new Issue(
        diagnostic.message() + diagnostic.help().map(help -> "; help: " + help).orElse(""),
        diagnostic.code().toString(),
        id,
        severity,
        new Place(at.file(), new Lines(at.line(), at.endLine())));
  }
}
