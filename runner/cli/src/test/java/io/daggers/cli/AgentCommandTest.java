package io.daggers.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.cli.Repositories.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentCommandTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"--repo-password", "--repo-key", "--repo-known-hosts", "--repo-authorities"})
  void takesReferencesInPlaceOfSecretsAndDoesNotRepeatThese(String option) {
    Answer answer = agent(option, "hunter2");

    assertThat(answer.exitCode()).isEqualTo(2);
    assertThat(answer.err())
        .contains(option + " must be a reference, not the secret itself")
        .doesNotContain("hunter2");
  }

  @Test
  void needsAllowedSignersWhereCommitsHaveToBeSigned(@TempDir Path folder) throws Exception {
    Path signers = Files.writeString(folder.resolve("signers"), "");

    assertThat(agent("--signed", "require").err())
        .contains("--signed warn or require and --allowed-signers need each other");
    assertThat(agent("--allowed-signers", signers.toString()).err())
        .contains("--signed warn or require and --allowed-signers need each other");
    assertThat(agent("--signed", "warn", "--allowed-signers", "/nowhere").err())
        .contains("--allowed-signers: /nowhere cannot be read");
    assertThat(agent("--signed", "always").err()).contains("'always' is not off, warn or require");
  }

  private static Answer agent(String... options) {
    List<String> words =
        new ArrayList<>(List.of("agent", "--env", "staging", "--repo", "/nowhere"));
    words.addAll(List.of(options));
    return Repositories.run(words.toArray(String[]::new));
  }
}
