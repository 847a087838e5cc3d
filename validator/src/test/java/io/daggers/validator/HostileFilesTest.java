package io.daggers.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.daggers.definition.RepositoryFiles;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Location;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files made to break whoever reads them end in a finding at the place. */
class HostileFilesTest {

  private static final String SQL_FILE = "daggers/cases/a/query.sql";
  private static final String YAML_FILE = "daggers/cases/a/dagger.yaml";
  private static final String YAML =
      """
      description: A case
      sources:
        bookings: rides.booking.v1.BookingEvent
      sink:
        influx: {measurement: bookings, time: window_start, tags: [city], fields: [bookings]}
      """;
  private static final String SQL =
      """
      SELECT window_start, city, COUNT(*) AS bookings
      FROM TABLE(TUMBLE(TABLE bookings, DESCRIPTOR(rowtime), INTERVAL '1' MINUTE))
      WHERE city <> 'x'
      GROUP BY window_start, window_end, city
      """;

  private final Map<String, byte[]> files = new TreeMap<>();

  HostileFilesTest() throws IOException {
    RepositoryFiles.read(Path.of("src/test/resources/world")).contents().forEach(files::put);
    put(YAML_FILE, YAML);
    put(SQL_FILE, SQL);
  }

  @ParameterizedTest
  @ValueSource(ints = {5_000, 20_000})
  void refusesBracketsInBrackets(int depth) {
    put(SQL_FILE, SQL.replace("'x'", "(".repeat(depth) + "'x'" + ")".repeat(depth)));
    put(YAML_FILE, YAML.replace("[city]", "[".repeat(depth) + "]".repeat(depth)));

    assertThat(findings()).extracting(Diagnostic::code).containsOnly(Code.DG0101, Code.DG0006);

    put(YAML_FILE, YAML);

    assertThat(findings())
        .extracting(Diagnostic::code, Diagnostic::location)
        .containsExactly(tuple(Code.DG0006, Location.at(SQL_FILE, 3, 15 + 200)));
  }

  @Test
  void refusesThreeThousandTerms() {
    put(SQL_FILE, SQL.replace("'x'", "'x'" + " OR city || 'a' = 'b'".repeat(3_000)));

    assertThat(findings()).extracting(Diagnostic::code).containsExactly(Code.DG0006);
  }

  @Test
  void refusesATextOfManyThousandLetters() {
    put(SQL_FILE, SQL.replace("'x'", "'" + "x".repeat(20_000) + "'"));

    assertThat(findings())
        .extracting(Diagnostic::code, Diagnostic::location)
        .containsExactly(tuple(Code.DG0006, Location.at(SQL_FILE, 3, 15)));
  }

  @Test
  void refusesNulAndOtherControlCharactersWhereTheyStand() {
    put(SQL_FILE, SQL.replace("'x'", "'\u0000x\u001b[2J'"));

    assertThat(findings())
        .extracting(Diagnostic::code, Diagnostic::location)
        .containsExactly(
            tuple(Code.DG0007, Location.at(SQL_FILE, 3, 16)),
            tuple(Code.DG0007, Location.at(SQL_FILE, 3, 18)));
  }

  @Test
  void saysWhereAFileStopsBeingText() {
    byte[] sql = SQL.replace("'x'", "'\u00e9'").getBytes(StandardCharsets.ISO_8859_1);
    files.put(SQL_FILE, sql);

    assertThat(findings())
        .extracting(Diagnostic::code, Diagnostic::location)
        .containsExactly(tuple(Code.DG0003, Location.at(SQL_FILE, 3, 16)));
  }

  @Test
  void countsNoColumnForAByteOrderMarkAndNoLineForACarriageReturn() {
    put(SQL_FILE, "\ufeff" + SQL.replace("\n", "\r\n").replace("'x'", "'x' AND citty = 'x'"));

    assertThat(findings())
        .extracting(Diagnostic::code, Diagnostic::location)
        .containsExactly(tuple(Code.DG0404, new Location(SQL_FILE, 3, 23, 3, 27)));
  }

  @Test
  void takesLettersOfAllLanguages() {
    put(
        SQL_FILE,
        SQL.replace("'x'", "'\u062c\u0627\u0643\u0631\u062a\u0627 \u6771\u4eac \ud83d\ude97'"));

    assertThat(findings()).isEmpty();
  }

  @Test
  void neitherQuotesNorShowsWhatTurnsTheTextAround() {
    put(YAML_FILE, YAML.replace("description", "\"desc\\u202eription\""));

    assertThat(findings())
        .isNotEmpty()
        .allSatisfy(d -> assertThat(d.message() + d.help()).doesNotContain("\u202e"));
  }

  @Test
  void readsNoFileThatIsTooLargeAndFollowsNoLink(@TempDir Path root) throws IOException {
    files.forEach((path, content) -> write(root.resolve(path), content));
    Files.delete(root.resolve(SQL_FILE));
    Files.createSymbolicLink(root.resolve(SQL_FILE), root.resolve(YAML_FILE));
    write(root.resolve("daggers/cases/a/tests/large.yaml"), new byte[5 << 20]);

    RepositoryFiles read = RepositoryFiles.read(root);

    assertThat(read.contents()).hasSize(files.size() - 1);
    assertThat(Validator.judge(read).verdicts().get(0).diagnostics())
        .extracting(Diagnostic::code, d -> d.location().file())
        .containsExactly(
            tuple(Code.DG0008, SQL_FILE), tuple(Code.DG0008, "daggers/cases/a/tests/large.yaml"));
  }

  @Test
  void knowsADaggerWhoseFilesAreAllLinks(@TempDir Path root) throws IOException {
    write(root.resolve("schemas/streams.yaml"), files.get("schemas/streams.yaml"));
    Files.createDirectories(root.resolve("daggers/cases/a"));
    Files.createSymbolicLink(root.resolve(SQL_FILE), Path.of("elsewhere"));

    assertThat(Validator.judge(RepositoryFiles.read(root)).verdicts())
        .hasSize(1)
        .hasOnlyElementsOfType(Verdict.Rejected.class);
  }

  @Test
  void readsTenThousandSmallFiles() {
    for (int i = 0; i < 10_000; i++) {
      put("daggers/cases/a/notes/" + i + ".md", "x");
      put("daggers/CASES/" + i + "/query.sql", "x");
    }

    Judgement judgement = Validator.judge(RepositoryFiles.of(files));

    assertThat(judgement.repository()).hasSize(10_000);
    assertThat(judgement.verdicts()).hasOnlyElementsOfType(Verdict.Accepted.class);
  }

  private List<Diagnostic> findings() {
    Judgement judgement = Validator.judge(RepositoryFiles.of(files));
    assertThat(judgement.repository()).isEmpty();
    return judgement.verdicts().get(0).diagnostics();
  }

  private void put(String path, String text) {
    files.put(path, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void write(Path path, byte[] content) {
    try {
      Files.createDirectories(path.getParent());
      Files.write(path, content);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
