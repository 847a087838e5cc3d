package io.daggers.validator;

import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.definition.RepositoryFiles;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ValidatorTest {

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
      GROUP BY window_start, window_end, city
      """;

  private static final String KAFKA_YAML =
      """
      description: A case
      sources:
        bookings: rides.booking.v1.BookingEvent
      sink:
        kafka:
          schema: shared.v1.CityCount
          key: [city]
      """;

  private final Map<String, byte[]> files = new TreeMap<>();

  ValidatorTest() throws IOException {
    RepositoryFiles.read(Path.of("src/test/resources/world")).contents().forEach(files::put);
  }

  @Test
  void rejectsDaggersOfAStreamThatDoesNotFitItsSchema() {
    write(
        "schemas/streams.yaml",
        text("schemas/streams.yaml").replaceFirst("event_timestamp", "when"));
    dagger("a", YAML, SQL);

    Judgement judgement = judge();

    assertThat(judgement.repository()).extracting(Diagnostic::code).containsExactly(Code.DG0203);
    assertThat(judgement.verdicts().get(0)).isInstanceOf(Verdict.Rejected.class);
  }

  @Test
  void saysOnceWhereASchemaIsWrong() {
    String proto = "schemas/rides/booking/v1/booking.proto";
    write(proto, text(proto).replaceFirst("string order_number", "strin order_number"));
    write(
        "schemas/other/v1/other.proto",
        """
        syntax = "proto3";
        package other.v1;
        import "rides/booking/v1/booking.proto";
        message Other {
          rides.booking.v1.BookingEvent booking = 1;
        }
        """);
    dagger("a", YAML, SQL);

    Judgement judgement = judge();

    assertThat(judgement.repository())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.code()).isEqualTo(Code.DG0201);
              assertThat(finding.location().toString()).startsWith(proto + ":");
              assertThat(finding.help()).contains("did you mean 'string'?");
            });
    assertThat(judgement.verdicts())
        .singleElement()
        .satisfies(
            verdict -> {
              assertThat(verdict).isInstanceOf(Verdict.Rejected.class);
              assertThat(verdict.diagnostics()).isEmpty();
            });
  }

  @Test
  void refusesClocksAsTheEventTimeOfRecords() {
    dagger("a", KAFKA_YAML, "SELECT CURRENT_TIMESTAMP AS window_start, city FROM bookings");

    assertThat(judge().verdicts().get(0).diagnostics())
        .extracting(Diagnostic::code)
        .containsExactly(Code.DG0335);
  }

  @Test
  void judgesTheOtherDaggersWhereOneIsTooMuchForThePlanner() {
    dagger(
        "deep",
        YAML,
        SQL.replace("GROUP", "WHERE city = 'x'" + " OR city = 'y'".repeat(3_000) + " GROUP"));
    dagger("good", YAML, SQL);

    List<Verdict> verdicts = judge().verdicts();

    assertThat(verdicts).hasSize(2);
    assertThat(verdicts.get(1)).isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void refusesNamesThatCannotBeTables() {
    dagger("a", YAML.replace("bookings: rides", "\"the sink\": rides"), SQL);
    dagger("b", YAML.replace("bookings: rides", "\"\": rides"), SQL);

    assertThat(judge().verdicts())
        .allSatisfy(
            verdict ->
                assertThat(verdict.diagnostics())
                    .extracting(Diagnostic::code)
                    .containsExactly(Code.DG0104));
  }

  @Test
  void refusesADaggerThatReadsOrWritesNothing() {
    dagger("a", YAML.replace("  bookings: rides.booking.v1.BookingEvent", "  {}"), SQL);
    dagger("b", YAML.replace("fields: [bookings]", "fields: []"), SQL);

    assertThat(judge().verdicts())
        .allSatisfy(
            verdict ->
                assertThat(verdict.diagnostics())
                    .extracting(Diagnostic::code)
                    .containsExactly(Code.DG0105));
  }

  private Judgement judge() {
    return Validator.judge(RepositoryFiles.of(files));
  }

  private void dagger(String name, String yaml, String sql) {
    write("daggers/cases/" + name + "/dagger.yaml", yaml);
    write("daggers/cases/" + name + "/query.sql", sql);
  }

  private String text(String path) {
    return new String(files.get(path), StandardCharsets.UTF_8);
  }

  private void write(String path, String text) {
    files.put(path, text.getBytes(StandardCharsets.UTF_8));
  }
}
