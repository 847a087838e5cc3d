package io.daggers.validator;

import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.definition.RepositoryFiles;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Severity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EnumOutputTest {

  private static final String SCHEMA =
      """
      syntax = "proto3";
      package alerts.v1;
      import "google/protobuf/timestamp.proto";
      message Alert {
        enum Level { LEVEL_UNSPECIFIED = 0; CALM = 1; URGENT = 2; CANCELLED = 3; }
        google.protobuf.Timestamp raised_at = 1;
        string city = 2;
        Level level = 3;
        repeated Level levels = 4;
      }
      """;
  private static final String STREAM =
      """
        - schema: alerts.v1.Alert
          event_time: raised_at
          topics: {mainstream: [alert]}
          writers: [cases]
      """;
  private static final String YAML =
      """
      description: A case
      sources:
        bookings: rides.booking.v1.BookingEvent
      sink:
        kafka:
          schema: alerts.v1.Alert
          key: [city]
      """;

  private final Map<String, byte[]> files = new TreeMap<>();

  EnumOutputTest() throws IOException {
    RepositoryFiles.read(Path.of("src/test/resources/world")).contents().forEach(files::put);
    write("schemas/alerts/v1/alert.proto", SCHEMA);
    write("schemas/streams.yaml", text("schemas/streams.yaml") + STREAM);
    write("daggers/cases/a/dagger.yaml", YAML);
  }

  @Test
  void refusesATextThatTheFieldsEnumDoesNotHave() {
    List<Diagnostic> found =
        judge("CASE WHEN fare.total > 100 THEN 'URGENT' ELSE 'QUIET' END AS level");

    assertThat(found).hasSize(1);
    assertThat(found.get(0).code()).isEqualTo(Code.DG0412);
    assertThat(found.get(0).severity()).isEqualTo(Severity.ERROR);
    assertThat(found.get(0).location().line()).isEqualTo(3);
    assertThat(found.get(0).message())
        .isEqualTo(
            "'QUIET' is not a value of enum Level, to which 'level' is written: the job would fail");
  }

  @Test
  void refusesItInAListToo() {
    assertThat(judge("ARRAY['CALM', 'QUIT'] AS levels"))
        .extracting(Diagnostic::code)
        .containsExactly(Code.DG0412);
  }

  @Test
  void warnsOfAnEnumWithValuesThatTheOtherDoesNotHave() {
    List<Diagnostic> found = judge("status AS level");

    assertThat(found).extracting(Diagnostic::severity).containsExactly(Severity.WARNING);
    assertThat(found.get(0).message()).contains("REQUESTED").doesNotContain("CANCELLED");
  }

  @Test
  void acceptsValuesOfTheEnum() {
    assertThat(judge("CASE WHEN fare.total > 100 THEN 'URGENT' ELSE 'CALM' END AS level"))
        .isEmpty();
  }

  private List<Diagnostic> judge(String column) {
    write(
        "daggers/cases/a/query.sql",
        "SELECT\n  rowtime AS raised_at, city,\n  " + column + "\nFROM bookings\n");
    Judgement judgement = Validator.judge(RepositoryFiles.of(files));
    assertThat(judgement.repository()).isEmpty();
    return judgement.verdicts().get(0).diagnostics();
  }

  private String text(String path) {
    return new String(files.get(path), StandardCharsets.UTF_8);
  }

  private void write(String path, String text) {
    files.put(path, text.getBytes(StandardCharsets.UTF_8));
  }
}
