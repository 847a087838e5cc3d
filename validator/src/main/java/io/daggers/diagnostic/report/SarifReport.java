package io.daggers.diagnostic.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.CodePage;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Location;
import io.daggers.diagnostic.Severity;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * SARIF 2.1.0, for code scanning: the codes that were found are its rules, and each finding has a
 * fingerprint that outlives moved lines.
 *
 * @see <a href="https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html">the standard</a>
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SarifReport(@JsonProperty("$schema") String schema, String version, List<Run> runs) {

  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

  /** GitHub refuses a run with more results than this. */
  private static final int MOST_RESULTS = 25_000;

  record Run(Tool tool, String columnKind, List<Result> results) {}

  record Tool(Driver driver) {}

  record Driver(String name, List<Rule> rules) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Rule(String id, Text shortDescription, Help help, @Nullable String helpUri) {}

  record Text(String text) {}

  record Help(String text, String markdown) {}

  record Result(
      String ruleId,
      int ruleIndex,
      String level,
      Text message,
      List<Place> locations,
      Map<String, String> partialFingerprints) {}

  record Place(PhysicalLocation physicalLocation) {}

  record PhysicalLocation(ArtifactLocation artifactLocation, Region region) {}

  record ArtifactLocation(String uri, String uriBaseId) {}

  /** Unlike ours, the last column is exclusive. */
  record Region(int startLine, int startColumn, int endLine, int endColumn) {}

  static String write(Report report) {
    List<Diagnostic> diagnostics = report.weightiestFirst().stream().limit(MOST_RESULTS).toList();
    List<Code> codes = diagnostics.stream().map(Diagnostic::code).distinct().sorted().toList();
    Map<Diagnostic, String> ids = StableIds.of(report);
    Run run =
        new Run(
            new Tool(
                new Driver("daggers", codes.stream().map(code -> rule(code, report)).toList())),
            "utf16CodeUnits",
            diagnostics.stream()
                .map(
                    diagnostic ->
                        result(
                            diagnostic,
                            codes.indexOf(diagnostic.code()),
                            report.severity(diagnostic),
                            ids.get(diagnostic)))
                .toList());
    return Json.write(new SarifReport(SCHEMA, "2.1.0", List.of(run)));
  }

  private static Rule rule(Code code, Report report) {
    return new Rule(
        code.toString(),
        new Text(code.title()),
        new Help("bin/dagger explain " + code, CodePage.of(code)),
        report.page(code).orElse(null));
  }

  private static Result result(Diagnostic diagnostic, int rule, Severity severity, String id) {
    Location at = diagnostic.location();
    return new Result(
        diagnostic.code().toString(),
        rule,
        switch (severity) {
          case ERROR -> "error";
          case WARNING -> "warning";
          case INFO -> "note";
        },
        new Text(diagnostic.message() + diagnostic.help().map(h -> "\nhelp: " + h).orElse("")),
        List.of(
            new Place(
                new PhysicalLocation(
                    new ArtifactLocation(uri(at.file()), "%SRCROOT%"),
                    new Region(at.line(), at.column(), at.endLine(), at.endColumn() + 1)))),
        Map.of("daggers/v1", id));
  }

  private static String uri(String file) {
    try {
      return new URI(null, null, file, null).toASCIIString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("not a path: " + file, e);
    }
  }
}
