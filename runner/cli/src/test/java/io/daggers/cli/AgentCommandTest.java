package io.daggers.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.cli.Repositories.Answer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentCommandTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"--repo-password", "--repo-key", "--repo-known-hosts", "--repo-authorities"})
  void takesReferencesInPlaceOfSecretsAndDoesNotRepeatThese(String option) {
    Answer answer =
        Repositories.run("agent", "--env", "staging", "--repo", "/nowhere", option, "hunter2");

    assertThat(answer.exitCode()).isEqualTo(2);
    assertThat(answer.err())
        .contains(option + " must be a reference, not the secret itself")
        .doesNotContain("hunter2");
  }
}
