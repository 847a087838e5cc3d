package io.daggers.topology;

import io.daggers.definition.Located;
import io.daggers.definition.RepositoryFiles;
import io.daggers.definition.YamlNode;
import io.daggers.definition.YamlObject;
import io.daggers.definition.YamlReader;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads {@code infra/environments/<name>.yaml}. */
public final class EnvironmentReader {

  private static final Duration DEFAULT_CHECKPOINT_INTERVAL = Duration.ofSeconds(10);

  private final Findings findings;

  private EnvironmentReader(Findings findings) {
    this.findings = findings;
  }

  /** The file that describes an environment. */
  public static String file(String name) {
    return "infra/environments/" + name + ".yaml";
  }

  /** The environment, or nothing where findings say what is missing. */
  public static Optional<Environment> read(RepositoryFiles files, String name, Findings findings) {
    return YamlReader.read(files, file(name), findings).flatMap(node -> read(node, name, findings));
  }

  /** An environment described by a document that is not in the repository. */
  public static Optional<Environment> read(YamlNode document, String name, Findings findings) {
    return YamlObject.of(document, "an environment", findings)
        .flatMap(object -> new EnvironmentReader(findings).environment(object, name));
  }

  private Optional<Environment> environment(YamlObject object, String name) {
    Optional<Located<Environment.Platform>> platform =
        object.parsed("platform", "embedded or yarn", EnvironmentReader::platform);
    if (object.node("platform").isEmpty()) {
      object.missing("platform");
    }
    Map<String, Environment.KafkaCluster> kafka = new LinkedHashMap<>();
    for (YamlNode.Entry entry : object.entries("kafka")) {
      YamlObject.of(entry.value(), "a Kafka cluster", findings)
          .flatMap(this::kafkaCluster)
          .ifPresent(cluster -> kafka.put(entry.key().value(), cluster));
    }
    Map<String, Environment.InfluxServer> influx = new LinkedHashMap<>();
    for (YamlNode.Entry entry : object.entries("influx")) {
      YamlObject.of(entry.value(), "an InfluxDB server", findings)
          .flatMap(this::influxServer)
          .ifPresent(server -> influx.put(entry.key().value(), server));
    }
    Optional<Located<Duration>> interval = object.duration("checkpoint_interval");
    Optional<Located<String>> checkpoints = object.requiredText("checkpoints");
    Optional<Located<String>> savepoints = object.requiredText("savepoints");
    object.refuseOthers();
    if (platform.isEmpty() || checkpoints.isEmpty() || savepoints.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Environment(
            name,
            platform.get().value(),
            kafka,
            influx,
            interval.map(Located::value).orElse(DEFAULT_CHECKPOINT_INTERVAL),
            checkpoints.get().value(),
            savepoints.get().value()));
  }

  private Optional<Environment.KafkaCluster> kafkaCluster(YamlObject object) {
    Optional<Located<String>> servers = object.requiredText("bootstrap_servers");
    object.refuseOthers();
    return servers.map(value -> new Environment.KafkaCluster(value.value()));
  }

  private Optional<Environment.InfluxServer> influxServer(YamlObject object) {
    Optional<Located<String>> url = object.requiredText("url");
    Optional<Located<String>> username = object.text("username");
    Optional<Located<String>> password = object.text("password");
    Optional<Located<String>> retentionPolicy = object.text("retention_policy");
    Optional<Located<Boolean>> createDatabases = object.bool("create_databases");
    object.refuseOthers();
    password
        .filter(text -> !text.value().startsWith("secret://"))
        .ifPresent(
            text ->
                findings.add(
                    Diagnostic.error(
                        Code.DG0104,
                        text.location(),
                        "a password must be a reference, not the secret itself",
                        "write secret://env/NAME and set NAME where the agent runs")));
    return url.map(
        value ->
            new Environment.InfluxServer(
                value.value(),
                username.map(Located::value).orElse(null),
                password.map(Located::value).orElse(null),
                retentionPolicy.map(Located::value).orElse(null),
                createDatabases.map(Located::value).orElse(false)));
  }

  private static Environment.Platform platform(String text) {
    if (!text.equals(text.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException(text);
    }
    return Environment.Platform.valueOf(text.toUpperCase(Locale.ROOT));
  }
}
