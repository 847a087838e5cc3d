package io.daggers.diagnostic.report;

import io.daggers.diagnostic.Finding;
import java.util.List;

/** {@code validate --output json}: one object, whose shape only grows within a version. */
record JsonReport(int version, List<DaggerJson> daggers, List<Finding> repository) {

  private static final int VERSION = 1;

  record DaggerJson(String name, String verdict, List<Finding> diagnostics) {}

  static String write(Report report) {
    return Json.write(
        new JsonReport(
            VERSION,
            report.daggers().stream().map(JsonReport::dagger).toList(),
            report.repository().stream().map(Finding::of).toList()));
  }

  private static DaggerJson dagger(Report.Subject dagger) {
    return new DaggerJson(
        dagger.name(),
        dagger.accepted() ? "accepted" : "rejected",
        dagger.diagnostics().stream().map(Finding::of).toList());
  }
}
