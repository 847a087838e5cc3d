package io.daggers.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

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

/** A change judged against what it is made to. */
class BaseComparisonTest {

  private static final String STREAMS = "schemas/streams.yaml";
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
  private static final String LEDGER_SQL =
      "SELECT booked_at AS window_start, 'x' AS city, 1 AS bookings FROM bookings";
  private static final String LEDGER_YAML =
      YAML.replace("rides.booking.v1.BookingEvent", "private.v1.Ledger");

  private static final String MINE =
      """
      syntax = "proto3";
      package mine.v1;
      import "google/protobuf/timestamp.proto";
      message Mine {
        google.protobuf.Timestamp booked_at = 1;
      }
      """;
  private static final String MY_STREAM =
      """
      streams:
        - schema: mine.v1.Mine
          event_time: booked_at
          topics: {mainstream: [ledger]}
          readers: [cases]
      """;

  private final Map<String, byte[]> base = new TreeMap<>();
  private final Map<String, byte[]> files = new TreeMap<>();

  BaseComparisonTest() throws IOException {
    RepositoryFiles.read(Path.of("src/test/resources/world"))
        .contents()
        .forEach(
            (path, bytes) -> {
              base.put(path, bytes);
              files.put(path, bytes);
            });
  }

  @Test
  void findsNothingMoreWhereNothingChanged() {
    dagger(base, YAML, SQL);
    dagger(files, YAML, SQL);

    Judgement judgement = judge();

    assertThat(judgement.repository()).isEmpty();
    assertThat(judgement.verdicts().get(0)).isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void refusesATeamThatLetsItselfReadAStream() {
    replace(files, STREAMS, "readers: [finance]", "readers: [finance, cases]");
    dagger(files, LEDGER_YAML, LEDGER_SQL);

    assertThat(onlyError(judge()).code()).isEqualTo(Code.DG0601);
    assertThat(onlyError(judge()).message())
        .isEqualTo(
            "team cases may not read private.v1.Ledger in the base revision, and a change cannot"
                + " allow itself to");
  }

  @Test
  void refusesATeamThatReadsAProtectedTopicUnderASchemaOfItsOwn() {
    replace(files, STREAMS, "streams:\n", MY_STREAM);
    write(files, "schemas/mine/v1/mine.proto", MINE);
    dagger(files, YAML.replace("rides.booking.v1.BookingEvent", "mine.v1.Mine"), LEDGER_SQL);

    Judgement judgement = judge();

    assertThat(judgement.repository())
        .extracting(Diagnostic::code)
        .containsExactlyInAnyOrder(Code.DG0210, Code.DG0723);
    assertThat(onlyError(judgement).code()).isEqualTo(Code.DG0601);
    assertThat(onlyError(judgement).message())
        .contains("the topic ledger@mainstream, which is of the stream private.v1.Ledger");
  }

  @Test
  void letsATeamReadAStreamThatIsNewAndSaysSo() {
    replace(files, STREAMS, "streams:\n", MY_STREAM.replace("[ledger]", "[mine]"));
    write(files, "schemas/mine/v1/mine.proto", MINE);
    dagger(files, YAML.replace("rides.booking.v1.BookingEvent", "mine.v1.Mine"), LEDGER_SQL);

    assertThat(judge().repository()).isEmpty();
    assertThat(judge().verdicts().get(0)).isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void refusesATeamThatRaisesItsOwnQuota() {
    String teams = "teams:\n  cases:\n    dagger: {parallelism: %d}\n    all: {parallelism: %d}\n";
    write(base, "daggers/teams.yaml", teams.formatted(2, 2));
    write(files, "daggers/teams.yaml", teams.formatted(8, 8));
    dagger(files, YAML + "parallelism: 4\n", SQL);

    Judgement judgement = judge();

    assertThat(onlyError(judgement).code()).isEqualTo(Code.DG0605);
    assertThat(onlyError(judgement).helpText()).contains("merge the change of daggers/teams.yaml");
  }

  @Test
  void refusesATeamThatRaisesItsOwnTotal() {
    String teams = "teams:\n  cases:\n    all: {parallelism: %d}\n";
    write(base, "daggers/teams.yaml", teams.formatted(2));
    write(files, "daggers/teams.yaml", teams.formatted(8));
    dagger(files, YAML + "parallelism: 4\n", SQL);

    assertThat(judge().repository()).extracting(Diagnostic::code).containsExactly(Code.DG0607);
  }

  @Test
  void letsThePlaceOfARemovedFieldBeTheMessageThatLostIt() {
    replace(files, "schemas/rides/booking/v1/booking.proto", "  string order_number = 1;\n", "");

    Diagnostic diagnostic = judge().repository().get(0);

    assertThat(diagnostic.code()).isEqualTo(Code.DG0705);
    assertThat(diagnostic.location().toString())
        .isEqualTo("schemas/rides/booking/v1/booking.proto:8:9");
  }

  @Test
  void refusesATopicToBeTakenFromADaggerThatKeepsItsState() {
    replace(files, STREAMS, ", food: [food-booking-log]", "");
    dagger(base, YAML, SQL);
    dagger(files, YAML, SQL);

    assertThat(judge().repository()).extracting(Diagnostic::code).containsExactly(Code.DG0721);
  }

  @Test
  void letsATopicBeTakenFromADaggerThatIsResetInTheSameChange() {
    replace(files, STREAMS, ", food: [food-booking-log]", "");
    dagger(base, YAML, SQL);
    dagger(files, YAML + "reset: no food any more\n", SQL);

    assertThat(judge().repository()).isEmpty();
  }

  @Test
  void warnsWhereTheBaseCannotBeRead() {
    write(base, STREAMS, "streams: [");

    assertThat(judge().repository())
        .extracting(Diagnostic::code, Diagnostic::isError)
        .containsExactly(tuple(Code.DG0724, false));
  }

  private Judgement judge() {
    return InProcess.judge(RepositoryFiles.of(files), RepositoryFiles.of(base));
  }

  private static Diagnostic onlyError(Judgement judgement) {
    assertThat(judgement.verdicts()).hasSize(1);
    assertThat(judgement.verdicts().get(0)).isInstanceOf(Verdict.Rejected.class);
    List<Diagnostic> errors =
        judgement.verdicts().get(0).diagnostics().stream().filter(Diagnostic::isError).toList();
    assertThat(errors).hasSize(1);
    return errors.get(0);
  }

  private static void dagger(Map<String, byte[]> files, String yaml, String sql) {
    write(files, "daggers/cases/one/dagger.yaml", yaml);
    write(files, "daggers/cases/one/query.sql", sql);
  }

  private static void replace(Map<String, byte[]> files, String path, String from, String to) {
    String text = new String(files.get(path), StandardCharsets.UTF_8);
    assertThat(text).contains(from);
    write(files, path, text.replace(from, to));
  }

  private static void write(Map<String, byte[]> files, String path, String text) {
    files.put(path, text.getBytes(StandardCharsets.UTF_8));
  }
}
