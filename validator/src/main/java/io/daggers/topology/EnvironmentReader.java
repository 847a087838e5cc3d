package io.daggers.topology;

import static io.daggers.definition.YamlType.BOOLEAN;
import static io.daggers.definition.YamlType.DURATION;
import static io.daggers.definition.YamlType.TEXT;
import static io.daggers.definition.YamlType.choice;
import static io.daggers.definition.YamlType.form;
import static io.daggers.definition.YamlType.mapOf;

import io.daggers.definition.Located;
import io.daggers.definition.RepositoryFiles;
import io.daggers.definition.YamlNode;
import io.daggers.definition.YamlObject;
import io.daggers.definition.YamlReader;
import io.daggers.definition.YamlShape;
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

  private static final YamlShape INFLUX =
      YamlShape.of("an InfluxDB server")
          .required("url", TEXT, "Such as http://influx.example.com:8086.")
          .optional("username", TEXT, "Default: the server asks for none.")
          .optional(
              "password",
              form(SecretReference.FORM),
              "A reference such as secret://env/NAME, never the secret itself.")
          .optional("retention_policy", TEXT, "Default: the database's own.")
          .optional(
              "create_databases",
              BOOLEAN,
              "Whether missing databases are made; for servers that are there to play with."
                  + " Default: false.");

  /** The whole file. */
  public static final YamlShape SHAPE =
      YamlShape.of("an environment")
          .required("platform", choice("embedded", "yarn"), "Where jobs run.")
          .optional("yarn", YarnReader.SHAPE.type(), "What applications need, where it is YARN.")
          .optional(
              "kafka",
              mapOf(KafkaClusterReader.SHAPE.type()),
              "Kafka clusters by their names in streams.yaml.")
          .optional(
              "influx",
              mapOf(INFLUX.type()),
              "InfluxDB servers by name; default is the one of sinks that name none.")
          .optional(
              "checkpoint_interval",
              DURATION,
              "How often a job's state is made durable. Default: 10s.")
          .optional(
              "state_backend",
              choice("hashmap", "rocksdb"),
              "Where a job keeps its state: on the heap, or on local disk where it is larger than"
                  + " memory. Default: hashmap.")
          .required("checkpoints", TEXT, "The URI of a folder that survives the process.")
          .required("savepoints", TEXT, "The URI of a folder that survives the process.")
          .optional(
              "transaction_timeout",
              DURATION,
              "How long results for Kafka may wait to be committed. At least twice the checkpoint"
                  + " interval, at most transaction.max.timeout.ms of the brokers. Default: 10m.")
          .optional(
              "dead_letters",
              DeadLettersReader.SHAPE.type(),
              "What becomes of records and rows that cannot be read or written. Default: they are"
                  + " only counted.")
          .optional(
              "statuses",
              CommitStatusesReader.SHAPE.type(),
              "Where commits are told how they fare in this environment. Default: nowhere.");

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
    return YamlObject.of(document, SHAPE, findings)
        .flatMap(object -> new EnvironmentReader(findings).environment(object, name));
  }

  private Optional<Environment> environment(YamlObject object, String name) {
    Optional<Located<Environment.Platform>> platform =
        object.parsed(
            "platform", "embedded or yarn", text -> constant(Environment.Platform.class, text));
    Optional<Located<Environment.StateBackend>> stateBackend =
        object.parsed(
            "state_backend",
            "hashmap or rocksdb",
            text -> constant(Environment.StateBackend.class, text));
    Map<String, Environment.KafkaCluster> kafka = new LinkedHashMap<>();
    for (YamlNode.Entry entry : object.entries("kafka")) {
      KafkaClusterReader.read(entry.value(), findings)
          .ifPresent(cluster -> kafka.put(entry.key().value(), cluster));
    }
    Map<String, Environment.InfluxServer> influx = new LinkedHashMap<>();
    for (YamlNode.Entry entry : object.entries("influx")) {
      YamlObject.of(entry.value(), INFLUX, findings)
          .flatMap(this::influxServer)
          .ifPresent(server -> influx.put(entry.key().value(), server));
    }
    Optional<Located<Duration>> interval = object.duration("checkpoint_interval");
    Optional<Located<String>> checkpoints = object.text("checkpoints");
    Optional<Located<String>> savepoints = object.text("savepoints");
    Duration checkpointInterval = interval.map(Located::value).orElse(DEFAULT_CHECKPOINT_INTERVAL);
    Duration transactionTimeout = transactionTimeout(object, checkpointInterval);
    Environment.DeadLetters deadLetters =
        object
            .object("dead_letters")
            .map(letters -> DeadLettersReader.read(letters, kafka.keySet(), findings))
            .orElse(Environment.DeadLetters.NOT_KEPT);
    CommitStatuses statuses =
        object
            .object("statuses")
            .map(written -> CommitStatusesReader.read(written, findings))
            .orElse(null);
    if (platform.isEmpty() || checkpoints.isEmpty() || savepoints.isEmpty()) {
      return Optional.empty();
    }
    Environment.Yarn yarn = YarnReader.read(object, platform.get().value(), findings);
    Environment environment =
        new Environment(
            name,
            platform.get().value(),
            kafka,
            influx,
            checkpointInterval,
            stateBackend.map(Located::value).orElse(Environment.StateBackend.HASHMAP),
            checkpoints.get().value(),
            savepoints.get().value(),
            transactionTimeout,
            deadLetters,
            yarn,
            statuses);
    if (yarn != null) {
      YarnReader.refuseVariables(environment, object.location(), findings);
    }
    return Optional.of(environment);
  }

  private Duration transactionTimeout(YamlObject object, Duration checkpointInterval) {
    Optional<Located<Duration>> written = object.duration("transaction_timeout");
    written
        .filter(timeout -> timeout.value().compareTo(checkpointInterval.multipliedBy(2)) < 0)
        .ifPresent(
            timeout ->
                findings.add(
                    Diagnostic.error(
                        Code.DG0104,
                        timeout.location(),
                        "'transaction_timeout' must be at least twice the checkpoint interval of "
                            + checkpointInterval.toSeconds()
                            + "s, or Kafka drops results before they are committed",
                        "leave room for outages: 10m is the default")));
    return written.map(Located::value).orElse(Environment.DEFAULT_TRANSACTION_TIMEOUT);
  }

  private Optional<Environment.InfluxServer> influxServer(YamlObject object) {
    Optional<Located<String>> url = object.text("url");
    Optional<Located<String>> username = object.text("username");
    Optional<Located<String>> password = SecretReference.read(object, "password", findings);
    Optional<Located<String>> retentionPolicy = object.text("retention_policy");
    Optional<Located<Boolean>> createDatabases = object.bool("create_databases");
    return url.map(
        value ->
            new Environment.InfluxServer(
                value.value(),
                username.map(Located::value).orElse(null),
                password.map(Located::value).orElse(null),
                retentionPolicy.map(Located::value).orElse(null),
                createDatabases.map(Located::value).orElse(false)));
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String text) {
    if (!text.equals(text.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException(text);
    }
    return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
  }
}
