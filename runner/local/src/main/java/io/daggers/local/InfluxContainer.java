package io.daggers.local;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The official image of InfluxDB, run by Docker. What it stores is gone when it ends, also when it
 * is started again.
 *
 * @param docker Docker's client
 */
record InfluxContainer(Path docker) implements InfluxProgram {

  private static final int PORT_INSIDE = 8086;
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(10);

  /** The first time, the image is fetched. */
  private static final Duration START_LIMIT = Duration.ofMinutes(5);

  /**
   * A container belongs to Docker's engine and not to the client that asked for it, so it is
   * removed by its name when the client has ended: killed as the input ended, or by others. Nothing
   * else removes it, so it is gone when the shell ends; a second one who asks gets an error while
   * the first is still at it ({@code --rm} would be one).
   */
  private static final String UNTIL_INPUT_ENDS =
      """
      docker=$1 name=$2
      shift 2
      exec 3<&0 </dev/null
      "$docker" run --name "$name" "$@" 3<&- & client=$!
      { while read -r line <&3; do :; done; kill -KILL $client; } & reader=$!
      exec 3<&-
      wait $client; status=$?
      kill $reader
      "$docker" rm --force --volumes "$name" >/dev/null
      exit $status
      """;

  /** Whether Docker's client reaches an engine; many machines have only the client. */
  boolean canRun() throws InterruptedException {
    try {
      Process info =
          new ProcessBuilder(docker.toString(), "info")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      boolean ended = info.waitFor(LONGEST_ANSWER.toMillis(), MILLISECONDS);
      info.destroyForcibly();
      return ended && info.exitValue() == 0;
    } catch (IOException e) {
      // A client that cannot be started reaches nothing.
      return false;
    }
  }

  @Override
  public String description() {
    return "%s on Docker, as influxd is not on the PATH".formatted(InfluxServer.IMAGE);
  }

  /** The container's name tells the process that it belongs to, and its port. */
  @Override
  public List<String> command(Path directory, int httpPort, int rpcPort) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "sh",
                "-c",
                UNTIL_INPUT_ENDS,
                "influx",
                docker.toString(),
                "daggers-influx-%d-%d".formatted(ProcessHandle.current().pid(), httpPort),
                "--publish",
                "127.0.0.1:%d:%d".formatted(httpPort, PORT_INSIDE)));
    settings().forEach(setting -> command.addAll(List.of("--env", setting)));
    command.add(InfluxServer.IMAGE);
    return command;
  }

  @Override
  public Duration startLimit() {
    return START_LIMIT;
  }

  private static List<String> settings() {
    return List.of(
        "INFLUXDB_REPORTING_DISABLED=true",
        "INFLUXDB_DATA_QUERY_LOG_ENABLED=false",
        "INFLUXDB_HTTP_LOG_ENABLED=false",
        "INFLUXDB_MONITOR_STORE_ENABLED=false",
        "INFLUXDB_LOGGING_LEVEL=warn");
  }
}
