package io.daggers.validator;

import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.definition.RepositoryFiles;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The project's own daggers and schemas, which are also its examples. */
class OwnRepositoryTest {

  private static final Path ROOT = Path.of(System.getProperty("daggers.root"));

  @Test
  void acceptsEveryDaggerWithoutAFinding() throws IOException {
    Judgement judgement = Validator.judge(RepositoryFiles.read(ROOT));

    assertThat(judgement.repository()).isEmpty();
    assertThat(judgement.verdicts()).hasSizeGreaterThanOrEqualTo(5);
    assertThat(judgement.verdicts())
        .allSatisfy(
            verdict -> {
              assertThat(verdict).isInstanceOf(Verdict.Accepted.class);
              assertThat(verdict.diagnostics()).isEmpty();
            });
  }

  @Test
  void holdsOnlyProtoYamlAndSqlFiles() throws IOException {
    RepositoryFiles files = RepositoryFiles.read(ROOT);

    assertThat(files.under("daggers").keySet()).isNotEmpty().allMatch(OwnRepositoryTest::isKnown);
    assertThat(files.under("schemas").keySet()).isNotEmpty().allMatch(OwnRepositoryTest::isKnown);
  }

  private static boolean isKnown(String path) {
    return path.endsWith(".proto") || path.endsWith(".yaml") || path.endsWith(".sql");
  }
}
