package io.daggers.diagnostic.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Location;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class ReportFormatTest {

  private static final String QUERY = "daggers/cases/broken/query.sql";
  private static final List<String> LINES =
      List.of("SELECT window_start, citty", "FROM \u0007 bookings", "GROUP BY citty");

  private static final Diagnostic ERROR =
      Diagnostic.error(
          Code.DG0404,
          new Location(QUERY, 1, 22, 1, 26),
          "there is no column 'citty', 100%",
          "did you mean 'city'?");
  private static final Diagnostic WARNING =
      Diagnostic.warning(
          Code.DG0107,
          new Location("daggers/cases/fine/dagger.yaml", 3, 1, 4, 2),
          "'critical' is read but has no effect",
          "one\ntwo");
  private static final Diagnostic OF_REPOSITORY =
      Diagnostic.error(Code.DG0208, Location.at("schemas/streams.yaml", 5, 3), "declared twice");

  private final Report report = report(false, LINES);

  @Test
  void writesTextThatEndsInACountAndAWayToReadMore() {
    assertThat(ReportFormat.TEXT.write(report))
        .startsWith("error[DG0208]: declared twice\n")
        .endsWith(
            """
            1 dagger accepted, 1 rejected, 1 warning
            = explain: bin/dagger explain DG0208
            """);
  }

  @Test
  void writesJsonOfVersionOne() throws IOException {
    JsonNode json = new ObjectMapper().readTree(ReportFormat.JSON.write(report));

    assertThat(json.get("version").asInt()).isEqualTo(1);
    assertThat(json.at("/daggers/0/name").asText()).isEqualTo("cases/broken");
    assertThat(json.at("/daggers/0/verdict").asText()).isEqualTo("rejected");
    assertThat(json.at("/daggers/0/diagnostics/0").toString())
        .isEqualTo(
            "{\"code\":\"DG0404\",\"severity\":\"error\","
                + "\"message\":\"there is no column 'citty', 100%\","
                + "\"help\":\"did you mean 'city'?\",\"file\":\""
                + QUERY
                + "\","
                + "\"line\":1,\"column\":22,\"endLine\":1,\"endColumn\":26}");
    assertThat(json.at("/repository/0/help").isNull()).isTrue();
  }

  @Test
  void writesGithubCommandsWithErrorsFirstAndASummaryLast() {
    assertThat(ReportFormat.GITHUB.write(report).lines())
        .containsExactly(
            "::error file=schemas/streams.yaml,line=5,endLine=5,col=3,endColumn=3,"
                + "title=DG0208%3A stream declared twice::declared twice",
            "::error file="
                + QUERY
                + ",line=1,endLine=1,col=22,endColumn=26,"
                + "title=DG0404%3A unknown column::there is no column 'citty', 100%25"
                + "%0Ahelp: did you mean 'city'?",
            "::warning file=daggers/cases/fine/dagger.yaml,line=3,endLine=4,"
                + "title=DG0107%3A key has no effect yet::'critical' is read but has no effect"
                + "%0Ahelp: one%0Atwo",
            "::notice title=daggers::1 dagger accepted, 1 rejected, 1 warning;"
                + " GitHub shows about ten of each kind, this step's log has them all");
  }

  @Test
  void countsWarningsAsErrorsWhereTheRunIsStrict() {
    Report strict = report(true, LINES);

    assertThat(ReportFormat.GITHUB.write(strict)).doesNotContain("::warning").contains("DG0107");
    assertThat(ReportFormat.JUNIT.write(strict)).contains("failures=\"3\"");
    assertThat(ReportFormat.SARIF.write(strict)).doesNotContain("\"warning\"");
    assertThat(ReportFormat.GITLAB.write(strict)).doesNotContain("\"minor\"");
    assertThat(ReportFormat.TEXT.write(strict)).contains("1 warning (errors with --strict)");
  }

  @Test
  void writesSarifThatTheOfficialSchemaAccepts() throws IOException {
    String sarif = ReportFormat.SARIF.write(report);

    try (InputStream schema = getClass().getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
      assertThat(
              JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
                  .getSchema(schema)
                  .validate(sarif, InputFormat.JSON))
          .isEmpty();
    }
    JsonNode run = new ObjectMapper().readTree(sarif).at("/runs/0");
    assertThat(run.at("/columnKind").asText()).isEqualTo("utf16CodeUnits");
    assertThat(run.at("/tool/driver/rules")).hasSize(3);
    assertThat(run.at("/tool/driver/rules/2/helpUri").asText())
        .isEqualTo("https://example.org/files/docs/diagnostics/DG0404.md");
    assertThat(run.at("/results/1/ruleId").asText()).isEqualTo("DG0404");
    assertThat(run.at("/results/1/ruleIndex").asInt()).isEqualTo(2);
    assertThat(run.at("/results/1/locations/0/physicalLocation/region").toString())
        .isEqualTo("{\"startLine\":1,\"startColumn\":22,\"endLine\":1,\"endColumn\":27}");
  }

  @Test
  void writesNoMoreSarifResultsThanCodeScanningTakes() throws IOException {
    List<Diagnostic> many = new ArrayList<>(List.of(WARNING));
    IntStream.rangeClosed(1, 25_000)
        .forEach(
            line ->
                many.add(
                    Diagnostic.error(Code.DG0102, Location.at("schemas/a.yaml", line, 1), "no")));

    String sarif =
        ReportFormat.SARIF.write(new Report(List.of(), many, f -> List.of(), false, null));

    JsonNode results = new ObjectMapper().readTree(sarif).at("/runs/0/results");
    assertThat(results).hasSize(25_000).allMatch(r -> r.get("ruleId").asText().equals("DG0102"));
  }

  @Test
  void keepsFingerprintsWhereLinesMove() throws IOException {
    List<String> moved = new ArrayList<>(Collections.nCopies(7, "-- a comment"));
    moved.addAll(LINES);
    Location lower = new Location(QUERY, 8, 24, 8, 28);
    Diagnostic same = Diagnostic.error(ERROR.code(), lower, ERROR.message(), "another help");

    assertThat(ids(report(false, LINES, ERROR))).isEqualTo(ids(report(false, moved, same)));
  }

  @Test
  void givesEveryFindingAFingerprintOfItsOwn() throws IOException {
    Diagnostic again =
        Diagnostic.error(ERROR.code(), new Location(QUERY, 3, 10, 3, 14), ERROR.message(), "x");
    Diagnostic twice =
        Diagnostic.error(ERROR.code(), Location.at(QUERY, 1, 23), ERROR.message(), "y");

    assertThat(ids(report(false, LINES, ERROR, again, twice))).hasSize(5);
  }

  @Test
  void writesGitlabIssuesWithAllThatTheyMustHave() throws IOException {
    JsonNode issues = new ObjectMapper().readTree(ReportFormat.GITLAB.write(report));

    assertThat(issues).hasSize(3);
    JsonNode issue = issues.get(1);
    assertThat(issue.get("description").asText())
        .isEqualTo("there is no column 'citty', 100%; help: did you mean 'city'?");
    assertThat(issue.get("check_name").asText()).isEqualTo("DG0404");
    assertThat(issue.get("fingerprint").asText()).matches("[0-9a-f]{32}");
    assertThat(issue.get("severity").asText()).isEqualTo("major");
    assertThat(issue.at("/location/path").asText()).isEqualTo(QUERY);
    assertThat(issue.at("/location/lines/begin").asInt()).isEqualTo(1);
  }

  @Test
  void writesOneJunitTestCasePerDaggerAndOneForTheRepository() throws Exception {
    String text = ReportFormat.JUNIT.write(report);

    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    Element suite = (Element) document.getElementsByTagName("testsuite").item(0);
    assertThat(suite.getAttribute("tests")).isEqualTo("3");
    assertThat(suite.getAttribute("failures")).isEqualTo("2");
    assertThat(document.getElementsByTagName("testcase").getLength()).isEqualTo(3);
    Element broken = (Element) document.getElementsByTagName("testcase").item(1);
    assertThat(broken.getAttribute("classname")).isEqualTo("daggers.cases");
    assertThat(broken.getAttribute("name")).isEqualTo("cases/broken");
    Element failure = (Element) broken.getElementsByTagName("failure").item(0);
    assertThat(failure.getAttribute("type")).isEqualTo("DG0404");
    assertThat(failure.getTextContent()).contains("error[DG0404]", "^^^^^", "help: did you mean");
    Element fine = (Element) document.getElementsByTagName("testcase").item(2);
    assertThat(fine.getElementsByTagName("failure").getLength()).isZero();
    assertThat(fine.getElementsByTagName("system-out").getLength()).isEqualTo(1);
  }

  @Test
  void writesXmlEvenWhereALineHoldsWhatXmlCannot() throws Exception {
    Diagnostic bell = Diagnostic.error(Code.DG0401, Location.at(QUERY, 2, 6), "unexpected \u0007");

    String text = ReportFormat.JUNIT.write(report(false, LINES, bell));

    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    assertThat(text).contains("\ufffd");
  }

  @ParameterizedTest
  @EnumSource
  void writesTheSameTwice(ReportFormat format) {
    assertThat(format.write(report))
        .isEqualTo(format.write(report(false, LINES)))
        .endsWith("\n")
        .doesNotContain("\r");
  }

  private static Set<String> ids(Report report) throws IOException {
    Set<String> ids = new HashSet<>();
    new ObjectMapper()
        .readTree(ReportFormat.SARIF.write(report))
        .at("/runs/0/results")
        .forEach(result -> ids.add(result.at("/partialFingerprints/daggers~1v1").asText()));
    return ids;
  }

  private static Report report(boolean strict, List<String> lines) {
    return report(strict, lines, ERROR);
  }

  private static Report report(boolean strict, List<String> lines, Diagnostic... ofBroken) {
    return new Report(
        List.of(
            new Report.Subject("cases/broken", false, List.of(ofBroken)),
            new Report.Subject("cases/fine", true, List.of(WARNING))),
        List.of(OF_REPOSITORY),
        file -> file.equals(QUERY) ? lines : List.of(),
        strict,
        "https://example.org/files/");
  }
}
