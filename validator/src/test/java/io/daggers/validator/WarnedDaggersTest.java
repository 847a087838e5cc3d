package io.daggers.validator;

import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.definition.RepositoryFiles;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.TextReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every folder of {@code warned/} is a dagger that must be accepted with exactly the warnings in
 * its expected.txt. Run with {@code -Dupdate=true} to rewrite the reports, and review the
 * difference as prose.
 */
class WarnedDaggersTest {

  private static final Path RESOURCES = Path.of("src/test/resources");
  private static final String FOLDER = "daggers/cases/";

  @TestFactory
  Stream<DynamicTest> acceptsWithExactlyTheExpectedWarnings() throws IOException {
    List<Path> cases;
    try (Stream<Path> folders = Files.list(RESOURCES.resolve("warned"))) {
      cases = folders.sorted().toList();
    }
    RepositoryFiles files = repository(cases);
    Judgement judgement = Validator.judge(files);
    assertThat(judgement.repository()).isEmpty();
    Map<String, Verdict> verdicts =
        judgement.verdicts().stream()
            .collect(Collectors.toMap(verdict -> verdict.name().dagger(), verdict -> verdict));
    return cases.stream()
        .map(
            folder ->
                DynamicTest.dynamicTest(
                    folder.getFileName().toString(),
                    () -> check(folder, verdicts.get(folder.getFileName().toString()), files)));
  }

  private static void check(Path folder, Verdict verdict, RepositoryFiles files)
      throws IOException {
    TextReport report = new TextReport(files::lines, false);
    String actual =
        verdict.diagnostics().stream()
            .filter(diagnostic -> diagnostic.code() != Code.DG0529) // cases share topics
            .map(report::print)
            .collect(Collectors.joining("\n"))
            .replace(FOLDER + folder.getFileName() + "/", "");
    Path expected = folder.resolve("expected.txt");
    if (Boolean.getBoolean("update")) {
      Files.writeString(expected, actual);
    }

    assertThat(verdict).isInstanceOf(Verdict.Accepted.class);
    assertThat(verdict.diagnostics()).isNotEmpty();
    assertThat(actual).isEqualTo(Files.readString(expected));
  }

  /** The test world with every case as a dagger of team "cases". */
  private static RepositoryFiles repository(List<Path> cases) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    RepositoryFiles.read(RESOURCES.resolve("world")).contents().forEach(files::put);
    for (Path folder : cases) {
      for (String file : List.of("dagger.yaml", "query.sql")) {
        String text = Files.readString(folder.resolve(file));
        files.put(
            FOLDER + folder.getFileName() + "/" + file, text.getBytes(StandardCharsets.UTF_8));
      }
    }
    return RepositoryFiles.of(files);
  }
}
