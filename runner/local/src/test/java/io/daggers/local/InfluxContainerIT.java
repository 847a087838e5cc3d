package io.daggers.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.influxdb.dto.QueryResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real Docker. {@code make test-containers} runs it; without Docker it is skipped. */
class InfluxContainerIT {

  private static final String SKIPPED =
      "SKIPPED: %s by docker run, because docker info does not succeed. "
          + "Start Docker and run make test-containers again.";

  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private static Path docker;
  @TempDir Path directory;
  private InfluxServer influx;

  @BeforeAll
  static void findDocker() throws Exception {
    Optional<Path> client = SearchPath.ofThisProcess().find("docker");
    if (client.isEmpty() || !new InfluxContainer(client.get()).canRun()) {
      String skipped = SKIPPED.formatted(InfluxServer.IMAGE);
      System.out.println(skipped);
      Assumptions.abort(skipped);
    }
    docker = client.get();
  }

  @BeforeEach
  void startContainer() throws Exception {
    influx = InfluxServer.start(new InfluxContainer(docker), directory);
  }

  @AfterEach
  void close() {
    influx.close();
  }

  @Test
  void leavesNoContainerBehind() throws Exception {
    assertThat(containers()).hasSize(1);

    influx.close();

    assertThat(containers()).isEmpty();
  }

  @Test
  void leavesNoContainerBehindWhereTheClientIsKilled() throws Exception {
    ProcessHandle client = client();
    ProcessHandle shell = client.parent().orElseThrow();

    client.destroyForcibly();

    assertThat(shell.onExit()).succeedsWithin(DEADLINE);
    assertThat(containers()).isEmpty();
  }

  @Test
  void keepsNothingOverARestart() throws Exception {
    influx.createDatabase("transport");
    assertThat(databases()).contains(List.of("transport"));

    influx.restart();

    assertThat(databases()).doesNotContain(List.of("transport"));
  }

  private ProcessHandle client() {
    return ProcessHandle.current()
        .descendants()
        .filter(process -> process.info().command().orElse("").equals(docker.toString()))
        .findFirst()
        .orElseThrow();
  }

  private List<List<Object>> databases() throws LocalServiceException {
    return influx.query("", "SHOW DATABASES").stream()
        .map(QueryResult.Series::getValues)
        .flatMap(values -> Optional.ofNullable(values).stream())
        .flatMap(List::stream)
        .toList();
  }

  /** The ids of those that this process asked for. */
  private List<String> containers() throws Exception {
    String name = "name=daggers-influx-%d-".formatted(ProcessHandle.current().pid());
    Process list =
        new ProcessBuilder(docker.toString(), "ps", "--all", "--quiet", "--filter", name)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var output = list.inputReader()) {
      return output.lines().toList();
    }
  }
}
