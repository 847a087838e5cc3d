package io.daggers.local;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The command line of InfluxDB 1.x, and the configuration file that it reads. */
final class InfluxCommand {

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

  private InfluxCommand() {}

  static List<String> of(Path directory, int httpPort, int rpcPort) throws LocalServiceException {
    Path influxd = installed();
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

  private static Path installed() throws LocalServiceException {
    String path = System.getenv().getOrDefault("PATH", "");
    return Pattern.compile(Pattern.quote(File.pathSeparator))
        .splitAsStream(path)
        .map(folder -> Path.of(folder, "influxd"))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () ->
                new LocalServiceException(
                    "influxd is not on the PATH: install InfluxDB 1.x (Debian: apt-get install influxdb)"));
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
