package io.daggers.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {

  @TempDir Path directory;

  @Test
  void quotesTheLogWhenTheServiceEndsWhileStarting() {
    ServiceCommand broken = service("echo no such disk; exit 3", () -> false);

    assertThatThrownBy(() -> ChildProcess.start(broken))
        .isInstanceOf(LocalServiceException.class)
        .hasMessageStartingWith("Thing ended with status 3 while starting")
        .hasMessageContaining("no such disk");
  }

  @Test
  void endsAServiceThatNeverAnswers() {
    ServiceCommand mute =
        service("echo $$ > %s; cat".formatted(directory.resolve("pid")), () -> false);

    assertThatThrownBy(() -> ChildProcess.start(mute))
        .isInstanceOf(LocalServiceException.class)
        .hasMessageStartingWith("Thing does not answer after 1 s");
    assertThat(ProcessHandle.current().children()).isEmpty();
  }

  private ServiceCommand service(String script, ServiceCommand.Probe probe) {
    return new ServiceCommand(
        "Thing",
        List.of("sh", "-c", script),
        directory.resolve("thing.log"),
        probe,
        Duration.ofSeconds(1));
  }
}
