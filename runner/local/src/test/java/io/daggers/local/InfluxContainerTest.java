package io.daggers.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What Docker's client is asked. A script stands in for the client: it writes down how it is
 * called, and keeps a file where an engine would keep a container. So this tries the command lines
 * and when they are run, and nothing of Docker.
 */
class InfluxContainerTest {

  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final int PORT = 40_123;

  /** As with Docker, the container outlives a client that is killed. */
  private static final String STAND_IN =
      """
      here=$(dirname "$0")
      echo "$*" >> "$here/calls"
      case $1 in
        run) touch "$here/container"; echo $$ > "$here/client"; exec tail -f /dev/null ;;
        rm) rm "$here/container" ;;
      esac
      """;

  @TempDir Path folder;
  private ChildProcess child;

  @BeforeEach
  void startContainer() throws Exception {
    Path docker = Programs.install(folder.resolve("docker"), STAND_IN);
    Files.createFile(folder.resolve("calls"));
    child =
        ChildProcess.start(
            new ServiceCommand(
                "InfluxDB",
                new InfluxContainer(docker).command(folder, PORT, PORT + 1),
                folder.resolve("influx.log"),
                () -> !Files.readString(folder.resolve("client")).isBlank(),
                DEADLINE));
  }

  @AfterEach
  void end() {
    child.kill();
  }

  @Test
  void runsTheOfficialImageOnALoopbackPortUnderTheNameOfThisProcess() throws Exception {
    assertThat(calls())
        .containsExactly(
            "run --name "
                + name()
                + " --publish 127.0.0.1:40123:8086"
                + " --env INFLUXDB_REPORTING_DISABLED=true"
                + " --env INFLUXDB_DATA_QUERY_LOG_ENABLED=false"
                + " --env INFLUXDB_HTTP_LOG_ENABLED=false"
                + " --env INFLUXDB_MONITOR_STORE_ENABLED=false"
                + " --env INFLUXDB_LOGGING_LEVEL=warn"
                + " influxdb:1.8");
  }

  @Test
  void removesTheContainerWhenTheInputEnds() throws Exception {
    ProcessHandle client = client();

    child.close();

    assertThat(folder.resolve("container")).doesNotExist();
    assertThat(client.isAlive()).isFalse();
    assertThat(calls()).last().isEqualTo("rm --force --volumes " + name());
  }

  @Test
  void removesTheContainerOfAClientThatIsKilled() throws Exception {
    ProcessHandle shell = client().parent().orElseThrow();

    client().destroyForcibly();

    assertThat(shell.onExit()).succeedsWithin(DEADLINE);
    assertThat(folder.resolve("container")).doesNotExist();
  }

  private ProcessHandle client() throws IOException {
    long pid = Long.parseLong(Files.readString(folder.resolve("client")).strip());
    return ProcessHandle.of(pid).orElseThrow();
  }

  private List<String> calls() throws IOException {
    return Files.readAllLines(folder.resolve("calls"));
  }

  private static String name() {
    return "daggers-influx-%d-%d".formatted(ProcessHandle.current().pid(), PORT);
  }
}
