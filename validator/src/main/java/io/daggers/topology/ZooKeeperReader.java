package io.daggers.topology;

import static io.daggers.definition.YamlType.DURATION;
import static io.daggers.definition.YamlType.TEXT;

import io.daggers.definition.Located;
import io.daggers.definition.YamlObject;
import io.daggers.definition.YamlShape;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.topology.Environment.ZooKeeper;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the key {@code zookeeper} of {@code yarn}. */
final class ZooKeeperReader {

  static final YamlShape SHAPE =
      YamlShape.of("ZooKeeper")
          .required("servers", TEXT, "host:port of all servers, comma-separated.")
          .optional(
              "session_timeout",
              DURATION,
              "After which silence a JobManager counts as gone: 2s to 5m. Default: 10s.");

  private static final Pattern SERVERS = Pattern.compile("[\\w.-]+:\\d{1,5}(,[\\w.-]+:\\d{1,5})*");

  /** Servers bound what clients ask for: by default to between 4 s and 40 s. */
  private static final Duration SHORTEST = Duration.ofSeconds(2);

  private static final Duration LONGEST = Duration.ofMinutes(5);

  private ZooKeeperReader() {}

  static Optional<ZooKeeper> read(YamlObject object, Findings findings) {
    Optional<Located<String>> servers =
        object.parsed("servers", "host:port, comma-separated", ZooKeeperReader::servers);
    Optional<Located<Duration>> session = object.duration("session_timeout");
    session
        .filter(
            timeout ->
                timeout.value().compareTo(SHORTEST) < 0 || timeout.value().compareTo(LONGEST) > 0)
        .ifPresent(
            timeout ->
                findings.add(
                    Diagnostic.error(
                        Code.DG0104,
                        timeout.location(),
                        "'session_timeout' must be between 2s and 5m",
                        "10s is the default")));
    return servers.map(
        text ->
            new ZooKeeper(
                text.value(),
                session.map(Located::value).orElse(ZooKeeper.DEFAULT_SESSION_TIMEOUT)));
  }

  private static String servers(String text) {
    if (!SERVERS.matcher(text).matches()) {
      throw new IllegalArgumentException(text);
    }
    return text;
  }
}
