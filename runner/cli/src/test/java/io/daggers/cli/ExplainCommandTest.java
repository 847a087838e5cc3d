package io.daggers.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.cli.Repositories.Answer;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.CodePage;
import org.junit.jupiter.api.Test;

class ExplainCommandTest {

  @Test
  void printsThePageOfACodeAnywhere() {
    Answer answer = Repositories.run("explain", "dg0404");

    assertThat(answer.exitCode()).isZero();
    assertThat(answer.out()).startsWith("# DG0404: unknown column\n").contains("## Failing");
  }

  @Test
  void understandsTheNumberAlone() {
    assertThat(Repositories.run("explain", "404").out()).startsWith("# DG0404");
  }

  @Test
  void listsAllCodesWhereNoneIsNamed() {
    Answer answer = Repositories.run("explain");

    assertThat(answer.out().lines()).hasSize(Code.values().length + 1);
    assertThat(answer.out()).contains("DG0404  unknown column");
  }

  @Test
  void suggestsTheNearestCode() {
    Answer answer = Repositories.run("explain", "DG0459");

    assertThat(answer.exitCode()).isEqualTo(2);
    assertThat(answer.err()).contains("there is no code 'DG0459'; did you mean DG04");
  }

  @Test
  void showsOnATerminalHeadingsAndFilesInsteadOfMarks() {
    String shown = MarkdownPage.forTerminal(CodePage.of(Code.DG0207));

    assertThat(shown)
        .startsWith("\u001b[1mDG0207: ")
        .contains("\n  schemas/streams.yaml\n    \u001b[34mstreams:")
        .doesNotContain("```", "## ", "failing file=");
  }
}
