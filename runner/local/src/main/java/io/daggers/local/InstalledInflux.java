package io.daggers.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * An InfluxDB 1.x that is installed, and the configuration file that it reads.
 *
 * @param influxd the server
 */
record InstalledInflux(Path influxd) implements InfluxProgram {

  static final String MISSING =
      "influxd is not on the PATH: install InfluxDB 1.x (Debian: apt-get install influxdb)";

  private static final Duration START_LIMIT = Duration.ofSeconds(30);

  /**
   * influxd does not care whether its input ends, so a shell reads the pipe for it: the end of the
   * input ends influxd, and the end of influxd ends the shell.
   */
  private static final String UNTIL_INPUT_ENDS =
      """
      exec 3<&0 </dev/null
      "$@" 3<&- & server=$!
      { while read -r line <&3; do :; done; kill -TERM $server; } & reader=$!
      exec 3<&-
      wait $server; status=$?
      kill $reader
      exit $status
      """;

  static InstalledInflux onPath() throws LocalServiceException {
    return SearchPath.ofThisProcess()
        .find("influxd")
        .map(InstalledInflux::new)
        .orElseThrow(() -> new LocalServiceException(MISSING));
  }

  @Override
  public String description() {
    return influxd.toString();
  }

  @Override
  public List<String> command(Path directory, int httpPort, int rpcPort)
      throws LocalServiceException {
    Path configuration = directory.resolve("influx.conf");
    try {
      Files.createDirectories(directory);
      Files.writeString(
          configuration, configuration(directory.resolve("influx"), httpPort, rpcPort));
    } catch (IOException e) {
      throw new LocalServiceException(
          "cannot write InfluxDB's configuration: " + e.getMessage(), e);
    }
    return List.of(
        "sh",
        "-c",
        UNTIL_INPUT_ENDS,
        "influx",
        influxd.toString(),
        "-config",
        configuration.toString());
  }

  @Override
  public Duration startLimit() {
    return START_LIMIT;
  }

  private static String configuration(Path storage, int httpPort, int rpcPort) {
    return """
        reporting-disabled = true
        bind-address = "127.0.0.1:%2$d"
        [meta]
          dir = "%3$s/meta"
        [data]
          dir = "%3$s/data"
          wal-dir = "%3$s/wal"
          query-log-enabled = false
        [http]
          bind-address = "127.0.0.1:%1$d"
          log-enabled = false
        [monitor]
          store-enabled = false
        [logging]
          level = "warn"
        """
        .formatted(httpPort, rpcPort, storage);
  }
}
