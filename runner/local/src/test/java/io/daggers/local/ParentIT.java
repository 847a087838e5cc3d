package io.daggers.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the services when the JVM that started them is killed, or gets a Ctrl-C. */
@Timeout(120)
class ParentIT {

  private static final Duration DEADLINE = Duration.ofSeconds(30);

  @TempDir Path directory;
  private Process parent;
  private BufferedReader output;
  private List<ProcessHandle> children;

  @BeforeEach
  void startParentInAProcessGroupOfItsOwn() throws IOException {
    parent =
        new ProcessBuilder(
                // A shell that started all this in the background had interrupts ignored.
                "env",
                "--default-signal=INT",
                "setsid",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Ddaggers.root=" + System.getProperty("daggers.root"),
                "-cp",
                System.getProperty("java.class.path"),
                ServicesMain.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    output = parent.inputReader(UTF_8);
    assertThat(output.readLine()).isEqualTo("started");
    children = parent.descendants().toList();
    assertThat(children).as("the broker, InfluxDB and its two shells").hasSize(4);
  }

  @AfterEach
  void endAll() {
    children.forEach(ProcessHandle::destroyForcibly);
    parent.destroyForcibly();
  }

  @Test
  void noServiceOutlivesAParentThatIsKilled() {
    parent.destroyForcibly();

    assertAllChildrenEnd();
  }

  @Test
  void servicesAnswerUntilAParentThatIsInterruptedHasFinished() throws IOException {
    interruptGroupOf(parent);

    assertThat(output.readLine()).isEqualTo("both served to the end");
    assertAllChildrenEnd();
  }

  private void assertAllChildrenEnd() {
    for (ProcessHandle child : children) {
      assertThat(child.onExit()).as("the end of %s", child.info()).succeedsWithin(DEADLINE);
    }
  }

  /** What a terminal does on Ctrl-C. */
  private static void interruptGroupOf(Process leader) throws IOException {
    new ProcessBuilder("sh", "-c", "kill -s INT -- -" + leader.pid()).inheritIO().start();
  }
}
