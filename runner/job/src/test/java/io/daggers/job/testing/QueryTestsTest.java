package io.daggers.job.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.daggers.definition.RepositoryFiles;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.CodePage;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.validator.Judgement;
import io.daggers.validator.Validator;
import io.daggers.validator.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class QueryTestsTest {

  private static final Path ROOT = Path.of(System.getProperty("daggers.root"));
  private static final Path VALIDATOR = ROOT.resolve("validator/src/test/resources");
  private static final String YAML =
      """
      description: Completed bookings per city, every minute
      sources:
        bookings: rides.booking.v1.BookingEvent
      sink:
        influx:
          measurement: completed_bookings
          time: window_start
          tags: [city]
          fields: [bookings]
      """;
  private static final String SQL =
      """
      SELECT window_start, city, COUNT(*) AS bookings
      FROM TABLE(TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
      WHERE status = 'COMPLETED'
      GROUP BY window_start, window_end, city
      """;
  private static final String GIVEN =
      """
      given:
        bookings:
          - {event_timestamp: "2026-01-01T00:00:05Z", status: COMPLETED, city: jakarta, cancel_reason: x}
          - {event_timestamp: "2026-01-01T00:00:06Z", status: COMPLETED, city: bandung, cancel_reason: "7"}
          - watermark: "2026-01-01T00:01:00Z"
          - {event_timestamp: "2026-01-01T00:00:07Z", status: COMPLETED, city: jakarta, cancel_reason: "8"}
      """;

  @Test
  void theRepositorysOwnDaggersPassTheirTests() throws Exception {
    List<TestResult> results = run(RepositoryFiles.read(ROOT));

    assertThat(results).hasSizeGreaterThanOrEqualTo(12);
    assertThat(results).flatExtracting(TestResult::failures).isEmpty();
  }

  @Test
  void validDaggersOfTheCorpusPassTheirTests() throws Exception {
    List<TestResult> results = run(corpus());

    assertThat(results).hasSizeGreaterThanOrEqualTo(15);
    assertThat(results).flatExtracting(TestResult::failures).isEmpty();
  }

  @Test
  void showsHowRowsDifferAndWhichWereLate() throws Exception {
    TestResult result =
        one(
            SQL,
            GIVEN
                + """
                expect:
                  - {window_start: "2026-01-01T00:00:00Z", city: jakarta, bookings: 2}
                  - {window_start: "2026-01-01T00:01:00Z", city: jakarta, bookings: 1}
                late: 0
                """);

    assertThat(result.failures()).extracting(Diagnostic::code).containsOnly(Code.DG0810).hasSize(3);
    assertThat(result.failures())
        .extracting(diagnostic -> diagnostic.location().line(), Diagnostic::message)
        .contains(
            tuple(8, "this row came out otherwise: bookings is 1, not 2"),
            tuple(10, "1 row was dropped as late, not 0"));
    assertThat(result.difference())
        .isEqualTo(
            """
                        window_start          city     bookings
              expected  2026-01-01T00:00:00Z  jakarta  2         line 8
              got       2026-01-01T00:00:00Z  jakarta  1
                                                       ^
              expected  2026-01-01T00:01:00Z  jakarta  1         line 9
              got       2026-01-01T00:00:00Z  bandung  1
                        ^^^^^^^^^^^^^^^^^^^^  ^^^^^^^
            """);
  }

  @Test
  void aRowWithOmittedColumnsLeavesOthersTheirs() throws Exception {
    TestResult result =
        one(
            SQL,
            GIVEN
                + """
                expect:
                  - {bookings: 1}
                  - {city: jakarta}
                late: 1
                """);

    assertThat(result.failures()).isEmpty();
    assertThat(result.matched()).isEqualTo(2);
  }

  @Test
  void aQueryThatFailsSaysSoAtTheRowAndLeavesOtherTestsAlone() throws Exception {
    Map<String, byte[]> files = world();
    String failing = SQL.replace("COUNT(*)", "SUM(CAST(cancel_reason AS BIGINT))");
    dagger(files, "failing", failing, GIVEN + "expect: []\n");
    dagger(files, "good", SQL, GIVEN + "expect: [{city: jakarta}, {city: bandung}]\n");

    List<TestResult> results = run(RepositoryFiles.of(files));

    assertThat(results).hasSize(2);
    Diagnostic failure = results.get(0).failures().get(0);
    assertThat(failure.code()).isEqualTo(Code.DG0811);
    assertThat(failure.location().line()).isEqualTo(3);
    assertThat(failure.message()).isEqualTo("the query fails here: 'x' is not a number");
    assertThat(results.get(1).passed()).isTrue();
  }

  @Test
  void whatThePagesOfFailedTestsShowIsTrue() throws Exception {
    for (Code code : List.of(Code.DG0810, Code.DG0811)) {
      assertThat(codes(code, "fails-when-run")).containsExactly(code);
      assertThat(codes(code, "passes-when-run")).isEmpty();
    }
  }

  /** What comes of running the example on a page that is marked with a word. */
  private static List<Code> codes(Code code, String word) throws Exception {
    String sql = SQL;
    String test = "";
    Matcher block =
        Pattern.compile(
                "^```(sql|yaml) " + word + "\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL)
            .matcher(CodePage.of(code));
    while (block.find()) {
      if (block.group(1).equals("sql")) {
        sql = block.group(2);
      } else {
        test = block.group(2);
      }
    }
    return one(sql, test).failures().stream().map(Diagnostic::code).distinct().toList();
  }

  private static TestResult one(String sql, String test) throws Exception {
    Map<String, byte[]> files = world();
    dagger(files, "one", sql, test);
    return run(RepositoryFiles.of(files)).get(0);
  }

  private static void dagger(Map<String, byte[]> files, String name, String sql, String test) {
    String folder = "daggers/cases/" + name + "/";
    files.put(folder + "dagger.yaml", YAML.replace("completed", name).getBytes(UTF_8));
    files.put(folder + "query.sql", sql.getBytes(UTF_8));
    files.put(folder + "tests/one.yaml", test.getBytes(UTF_8));
  }

  private static final java.nio.charset.Charset UTF_8 = StandardCharsets.UTF_8;

  private static List<TestResult> run(RepositoryFiles files) throws Exception {
    Judgement judgement = Validator.judge(files);
    List<TestResult> results = new ArrayList<>();
    try (QueryTests tests = QueryTests.start(files)) {
      for (Verdict verdict : judgement.verdicts()) {
        assertThat(verdict.diagnostics()).noneMatch(Diagnostic::isError);
        tests.run(((Verdict.Accepted) verdict).dagger(), results::add);
      }
    }
    return results;
  }

  private static RepositoryFiles corpus() throws IOException {
    Map<String, byte[]> files = world();
    Path valid = VALIDATOR.resolve("valid");
    try (Stream<Path> paths = Files.walk(valid)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        boolean tested =
            Files.isDirectory(valid.resolve(valid.relativize(path).subpath(0, 1)).resolve("tests"));
        if (tested && Files.isRegularFile(path) && !path.endsWith("expected.txt")) {
          String name = valid.relativize(path).toString().replace('\\', '/');
          files.put("daggers/cases/" + name, Files.readAllBytes(path));
        }
      }
    }
    return RepositoryFiles.of(files);
  }

  private static Map<String, byte[]> world() throws IOException {
    return new TreeMap<>(RepositoryFiles.read(VALIDATOR.resolve("world")).contents());
  }
}
