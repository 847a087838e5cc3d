package io.daggers.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.cli.Repositories.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NewCommandTest {

  @TempDir Path root;

  @BeforeEach
  void copySchemas() throws IOException {
    Repositories.copySchemas(root);
  }

  @Test
  void writesADaggerThatIsAcceptedAndHasATest() {
    Answer answer =
        make("transport/payments", "--source=PaymentEvent", "--query=count", "--sink=influx");

    assertThat(answer.exitCode()).as(answer.err()).isZero();
    assertThat(answer.out()).contains("bin/dagger validate transport/payments");
    Path folder = root.resolve("daggers/transport/payments");
    assertThat(folder.resolve("query.sql")).content().contains("`method`", "TABLE payments");
    assertThat(folder.resolve("tests/first.yaml")).exists();
    Answer judged = Repositories.run("validate", "--strict", "--root", root.toString());
    assertThat(judged.exitCode()).as(judged.out() + judged.err()).isZero();
  }

  @Test
  void doesNotOverwrite() throws IOException {
    Repositories.write(root, "transport/payments", "mine", "mine");

    Answer answer = make("transport/payments", "--source=1", "--query=1", "--sink=1");

    assertThat(answer.exitCode()).isEqualTo(2);
    assertThat(answer.err()).contains("is there already");
    assertThat(root.resolve("daggers/transport/payments/query.sql")).hasContent("mine");
  }

  @ParameterizedTest
  @ValueSource(strings = {"payments", "Transport/payments", "a/b/c", "../x", "a/"})
  void refusesANameThatIsNone(String name) {
    Answer answer = make(name, "--source=1", "--query=1", "--sink=1");

    assertThat(answer.exitCode()).isEqualTo(2);
    assertThat(answer.err()).contains("is not TEAM/NAME");
  }

  @Test
  void refusesAnAnswerThatIsNone() {
    Answer answer = make("transport/a", "--source=PaymentEvnt", "--query=count", "--sink=influx");

    assertThat(answer.exitCode()).isEqualTo(2);
    assertThat(answer.err()).contains("is none of the answers");
    assertThat(root.resolve("daggers")).doesNotExist();
  }

  @Test
  void refusesATeamThatIsNotDeclared() throws IOException {
    Files.createDirectories(root.resolve("daggers"));
    Files.writeString(root.resolve("daggers/teams.yaml"), "teams: {risk: {}}\n");

    Answer answer = make("transport/a", "--source=1", "--query=1", "--sink=1");

    assertThat(answer.exitCode()).isEqualTo(2);
    assertThat(answer.err()).contains("daggers/teams.yaml: add it there first");
  }

  private Answer make(String name, String... options) {
    String[] arguments = new String[options.length + 4];
    System.arraycopy(new String[] {"new", name, "--root", root.toString()}, 0, arguments, 0, 4);
    System.arraycopy(options, 0, arguments, 4, options.length);
    return Repositories.run(arguments);
  }
}
