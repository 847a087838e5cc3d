package io.daggers.validator;

import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.definition.RepositoryFiles;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What teams may do, and for how long a rule can be set aside. */
class PolicyTest {

  private static final LocalDate TODAY = LocalDate.parse("2026-11-24");
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

  private final Map<String, byte[]> files = new TreeMap<>();

  PolicyTest() throws IOException {
    RepositoryFiles.read(Path.of("src/test/resources/world")).contents().forEach(files::put);
    dagger("a", YAML);
  }

  @Test
  void limitsNobodyWithoutTeamsYaml() {
    dagger("a", YAML + "parallelism: 500\n");

    assertThat(judge().hasErrors()).isFalse();
  }

  @Test
  void pointsAtTheOverrideThatIsAboveTheQuota() {
    teams("teams:\n  cases:\n    dagger: {parallelism: 4}\n");
    dagger("a", YAML + "parallelism: 2\nin:\n  production: {parallelism: 8}\n");

    assertThat(ofDagger(judge()))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.code()).isEqualTo(Code.DG0605);
              assertThat(finding.location().toString())
                  .isEqualTo("daggers/cases/a/dagger.yaml:12:29");
            });
  }

  @Test
  void addsUpWhatATeamAsksForInEachEnvironment() {
    teams("teams:\n  cases:\n    all: {parallelism: 5}\n");
    dagger("a", YAML + "parallelism: 2\nin: {production: {parallelism: 3}}\n");
    dagger("b", YAML.replace("measurement: bookings", "measurement: b") + "parallelism: 3\n");
    dagger("c", YAML.replace("measurement: bookings", "measurement: c") + "suspended: true\n");

    assertThat(judge().repository())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.code()).isEqualTo(Code.DG0607);
              assertThat(finding.message()).contains("a parallelism of 6 together in production");
            });
  }

  @Test
  void refusesAnotherTeamsDatabase() {
    teams("teams:\n  cases: {}\n");
    dagger("a", YAML.replace("    measurement", "    database: pricing\n    measurement"));

    assertThat(ofDagger(judge())).extracting(Diagnostic::code).containsExactly(Code.DG0603);
  }

  @Test
  void refusesSecretsInAnyFile() {
    files.put(
        "daggers/cases/a/tests/x.yaml",
        bytes("given: {bookings: [{password: 'secret12345'}]}\nexpect: []\n"));
    files.put("infra/environments/x.yaml", bytes("password: hunter2hunter2\n"));

    Judgement judgement = judge();

    assertThat(ofDagger(judgement)).extracting(Diagnostic::code).contains(Code.DG0608);
    assertThat(judgement.repository()).extracting(Diagnostic::code).containsExactly(Code.DG0608);
  }

  @Test
  void acceptsReferencesToSecretsAndPlainNumbers() {
    files.put("infra/environments/x.yaml", bytes("password: secret://env/INFLUX_PASSWORD_1\n"));
    files.put(
        "schemas/a/v1/a.proto", bytes("syntax = \"proto3\";\nmessage A {string token = 12;}"));

    assertThat(judge().hasErrors()).isFalse();
  }

  @Test
  void saysWhenAnAllowanceHasEnded() {
    dagger("a", YAML + "allow: [{rule: DG0301, reason: r, expires: 2026-11-23}]\n");

    assertThat(ofDagger(judge()))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.code()).isEqualTo(Code.DG0610);
              assertThat(finding.isError()).isFalse();
              assertThat(finding.message()).contains("ended on 2026-11-23");
            });
  }

  @Test
  void neverAllowsASecurityRule() {
    dagger(
        "a",
        YAML.replace("rides.booking.v1.BookingEvent", "private.v1.Ledger")
            + "allow: [{rule: DG0601, reason: r, expires: 2099-01-01}]\n");

    assertThat(ofDagger(judge())).extracting(Diagnostic::code).contains(Code.DG0601, Code.DG0609);
  }

  @Test
  void asksForAReasonAndAnEnd() {
    dagger("a", YAML + "allow: [{rule: DG0301}]\n");

    assertThat(ofDagger(judge()))
        .extracting(Diagnostic::message)
        .containsExactlyInAnyOrder(
            "an allowance needs the key 'reason'", "an allowance needs the key 'expires'");
  }

  private Judgement judge() {
    return Validator.judge(RepositoryFiles.of(files), TODAY);
  }

  private static List<Diagnostic> ofDagger(Judgement judgement) {
    return judgement.verdicts().get(0).diagnostics();
  }

  private void teams(String yaml) {
    files.put("daggers/teams.yaml", bytes(yaml));
  }

  private void dagger(String name, String yaml) {
    files.put("daggers/cases/" + name + "/dagger.yaml", bytes(yaml));
    files.put("daggers/cases/" + name + "/query.sql", bytes(SQL));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
