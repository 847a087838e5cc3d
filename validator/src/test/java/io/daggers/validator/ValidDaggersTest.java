package io.daggers.validator;

import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.definition.RepositoryFiles;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.TextReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every folder of {@code valid/} is a dagger that must be accepted, with exactly the warnings in
 * its expected.txt, or with none where there is no such file. Run with {@code -Dupdate=true} to
 * rewrite the warnings, and review the difference as prose.
 */
class ValidDaggersTest {

  private static final Path RESOURCES = Path.of("src/test/resources");
  private static final Path VALID = RESOURCES.resolve("valid");
  private static final String EXPECTED = "expected.txt";
  private static final String FOLDER = "daggers/cases/";

  @TestFactory
  Stream<DynamicTest> acceptsWithExactlyTheExpectedWarnings() throws IOException {
    RepositoryFiles files = repository();
    Judgement judgement = Validator.judge(files);
    assertThat(judgement.repository()).isEmpty();
    assertThat(judgement.verdicts()).hasSizeGreaterThanOrEqualTo(40);
    return judgement.verdicts().stream()
        .map(
            verdict ->
                DynamicTest.dynamicTest(verdict.name().dagger(), () -> check(verdict, files)));
  }

  private static void check(Verdict verdict, RepositoryFiles files) throws IOException {
    TextReport report = new TextReport(files::lines, false);
    String actual =
        verdict.diagnostics().stream()
            .filter(diagnostic -> diagnostic.code() != Code.DG0529) // cases share topics
            .map(report::print)
            .collect(Collectors.joining("\n"))
            .replace(verdict.name().folder() + "/", "");
    Path expected = VALID.resolve(verdict.name().dagger()).resolve(EXPECTED);
    if (Boolean.getBoolean("update") && verdict instanceof Verdict.Accepted) {
      Files.deleteIfExists(expected);
      if (!actual.isEmpty()) {
        Files.writeString(expected, actual);
      }
    }

    assertThat(actual).isEqualTo(Files.exists(expected) ? Files.readString(expected) : "");
    assertThat(verdict).isInstanceOf(Verdict.Accepted.class);
  }

  /** The test world with every case as a dagger of team "cases". */
  private static RepositoryFiles repository() throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    RepositoryFiles.read(RESOURCES.resolve("world")).contents().forEach(files::put);
    try (Stream<Path> paths = Files.walk(VALID)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        if (Files.isRegularFile(path) && !path.endsWith(EXPECTED)) {
          String name = VALID.relativize(path).toString().replace('\\', '/');
          files.put(FOLDER + name, Files.readAllBytes(path));
        }
      }
    }
    return RepositoryFiles.of(files);
  }
}
