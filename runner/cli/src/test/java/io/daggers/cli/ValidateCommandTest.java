package io.daggers.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.daggers.cli.Repositories.Answer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValidateCommandTest {

  private static final String YAML =
      """
      description: A case
      sources:
        bookings: rides.booking.v1.BookingEvent
      sink:
        influx:
          measurement: bookings
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

  @TempDir Path root;

  @BeforeEach
  void copySchemas() throws IOException {
    Repositories.copySchemas(root);
  }

  @Test
  void endsWithZeroWhereEveryDaggerIsAccepted() throws IOException {
    Repositories.write(root, "transport/bookings", YAML, SQL);

    Answer answer = Repositories.run("validate", "--root", root.toString());

    assertThat(answer.exitCode()).isZero();
    assertThat(answer.out()).isEqualTo("1 dagger accepted, 0 rejected%n".formatted());
  }

  /** What is replaced, where, by what; and the code, line and column that must be reported. */
  @ParameterizedTest(name = "{3} at {4}:{5}:{6}")
  @CsvSource(
      delimiter = '|',
      value = {
        "sql  | status = | statsu =            | DG0404 | query.sql   | 3 | 7",
        "yaml | BookingEvent | BookingEvnt     | DG0202 | dagger.yaml | 3 | 13",
        "yaml | time: window_start | time: window_stat | DG0501 | dagger.yaml | 7 | 11",
        "sql  | COUNT(*) | COLLECT(city)       | DG0505 | dagger.yaml | 9 | 14",
        "yaml | 'sink:'  | 'paralelism: 2\nsink:' | DG0102 | dagger.yaml | 4 | 1",
        "yaml | 'sink:'  | 'description: b\nsink:' | DG0103 | dagger.yaml | 4 | 1",
        "sql  | 'window_end, city' | 'window_end, city; SELECT 1' | DG0402 | query.sql | 4 | 42",
        "sql  | 'SELECT window_start' | 'CREATE FUNCTION f AS ''x.Y''; SELECT window_start'"
            + " | DG0403 | query.sql | 1 | 1"
      })
  void endsWithOneAndADiagnosticAtTheExactPlaceOfTheMistake(
      String file, String right, String wrong, String code, String where, int line, int column)
      throws IOException {
    String yaml = file.equals("yaml") ? YAML.replace(right, wrong) : YAML;
    String sql = file.equals("sql") ? SQL.replace(right, wrong) : SQL;
    Repositories.write(root, "transport/bookings", yaml, sql);

    Answer answer = Repositories.run("validate", "--root", root.toString(), "--output", "json");

    assertThat(answer.exitCode()).isEqualTo(1);
    JsonNode dagger = new ObjectMapper().readTree(answer.out()).get("daggers").get(0);
    assertThat(dagger.get("verdict").asText()).isEqualTo("rejected");
    assertThat(dagger.get("diagnostics"))
        .anySatisfy(
            diagnostic -> {
              assertThat(diagnostic.get("code").asText()).isEqualTo(code);
              assertThat(diagnostic.get("file").asText())
                  .isEqualTo("daggers/transport/bookings/" + where);
              assertThat(diagnostic.get("line").asInt()).isEqualTo(line);
              assertThat(diagnostic.get("column").asInt()).isEqualTo(column);
            });
  }

  @Test
  void writesSeveralReportsAtOnce(@TempDir Path reports) throws IOException {
    Repositories.write(root, "transport/broken", YAML, SQL.replace("status", "statsu"));

    Answer answer =
        Repositories.run(
            "validate",
            "--root",
            root.toString(),
            "--output",
            "github",
            "--output=sarif=" + reports.resolve("new/findings.sarif"),
            "--output=JUnit=" + reports.resolve("junit.xml"));

    assertThat(answer.exitCode()).isEqualTo(1);
    assertThat(answer.out()).startsWith("::error file=daggers/transport/broken/query.sql,line=3");
    assertThat(reports.resolve("new/findings.sarif")).content().contains("\"DG0404\"");
    assertThat(reports.resolve("junit.xml")).content().contains("failures=\"1\"");
  }

  @ParameterizedTest
  @CsvSource({"json,github", "sarif=a,json=./a", "xml,json=a", "json=,github"})
  void endsWithTwoOnOutputsThatCannotBe(String first, String second) {
    Answer answer =
        Repositories.run(
            "validate", "--root", root.toString(), "--output", first, "--output", second);

    assertThat(answer.exitCode()).isEqualTo(2);
  }

  @Test
  void reportsOnlyWhatWasAskedFor() throws IOException {
    Repositories.write(root, "transport/bookings", YAML, SQL);
    Repositories.write(root, "transport/broken", YAML, SQL.replace("city", "citty"));

    Answer answer = Repositories.run("validate", "--root", root.toString(), "transport/bookings");

    assertThat(answer.exitCode()).isZero();
  }

  @Test
  void takesAFileForItsDagger() throws IOException {
    Repositories.write(root, "transport/bookings", YAML, SQL);
    Repositories.write(root, "transport/broken", YAML, SQL.replace("city", "citty"));
    String file = root.resolve("daggers/transport/broken/query.sql").toString();

    Answer answer = Repositories.run("validate", "--root", root.toString(), file);

    assertThat(answer.exitCode()).isEqualTo(1);
    assertThat(answer.out()).contains("0 daggers accepted, 1 rejected");
  }

  @Test
  void hearsOfAnotherDaggerThatWritesTheSameMeasurement() throws IOException {
    Repositories.write(root, "transport/bookings", YAML, SQL);
    Repositories.write(root, "transport/others", YAML, SQL);

    Answer answer = Repositories.run("validate", "--root", root.toString(), "transport/bookings");

    assertThat(answer.out()).contains("transport/others writes the measurement");
  }

  @Test
  void endsWithTwoOnADaggerThatIsNotThere() throws IOException {
    Repositories.write(root, "transport/bookings", YAML, SQL);

    Answer answer = Repositories.run("validate", "--root", root.toString(), "transport/bokings");

    assertThat(answer.exitCode()).isEqualTo(2);
    assertThat(answer.err())
        .contains(
            "there is no dagger in daggers/transport/bokings; did you mean"
                + " daggers/transport/bookings?");
  }

  @Test
  void endsWithTwoOnAnUnknownOption() {
    Answer answer = Repositories.run("validate", "--nonsense");

    assertThat(answer.exitCode()).isEqualTo(2);
    assertThat(answer.err())
        .startsWith("error: Unknown option: '--nonsense'")
        .contains("dagger validate --help")
        .hasLineCount(2);
  }

  @Test
  void endsWithThreeWhereThereIsNoRepository(@TempDir Path empty) {
    Answer answer = Repositories.run("validate", "--root", empty.toString());

    assertThat(answer.exitCode()).isEqualTo(3);
    assertThat(answer.err()).contains("schemas/streams.yaml");
  }
}
