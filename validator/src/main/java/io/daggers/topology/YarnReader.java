package io.daggers.topology;

import static io.daggers.definition.YamlType.TEXT;
import static io.daggers.definition.YamlType.mapOf;

import io.daggers.definition.DaggerName;
import io.daggers.definition.Located;
import io.daggers.definition.YamlObject;
import io.daggers.definition.YamlShape;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.diagnostic.Location;
import io.daggers.topology.Environment.Platform;
import io.daggers.topology.Environment.Yarn;
import io.daggers.topology.Environment.ZooKeeper;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the key {@code yarn} of an environment. */
final class YarnReader {

  static final YamlShape SHAPE =
      YamlShape.of("yarn")
          .required(
              "folder",
              TEXT,
              "The URI of a folder on the cluster's file system, for jars, bundles and the agent's"
                  + " journal.")
          .optional("queues", mapOf(TEXT), "By team. Default: the queue of the team's name.")
          .optional(
              "secrets_dir",
              TEXT,
              "The folder of each node that secret://file/NAME is below. Default: there are none.")
          .optional(
              "canary",
              TEXT,
              "team/dagger, which takes a new version of the runner before all others. Default: the"
                  + " first by name.")
          .optional(
              "zookeeper",
              ZooKeeperReader.SHAPE.type(),
              "With it a killed ApplicationMaster comes back by itself. Default: the agent starts"
                  + " the job anew.");

  private final Findings findings;

  private YarnReader(Findings findings) {
    this.findings = findings;
  }

  /**
   * @param environment the whole document
   */
  static @Nullable Yarn read(YamlObject environment, Platform platform, Findings findings) {
    Optional<YamlObject> object = environment.object("yarn");
    if (object.isPresent() != (platform == Platform.YARN)) {
      findings.add(
          Diagnostic.error(
              Code.DG0105,
              object.orElse(environment).location(),
              "'yarn' is for 'platform: yarn', which cannot do without",
              "write yarn: {folder: \"hdfs://...\"} and platform: yarn, or neither"));
      return null;
    }
    return object.flatMap(new YarnReader(findings)::yarn).orElse(null);
  }

  /** A job on YARN has no variables of the agent's. */
  static void refuseVariables(Environment environment, Location file, Findings findings) {
    Stream.concat(
            environment.kafkaClusters().values().stream().flatMap(YarnReader::references),
            environment.influxServers().values().stream().map(Environment.InfluxServer::password))
        .filter(reference -> reference != null && reference.startsWith(SecretReference.VARIABLE))
        .distinct()
        .forEach(
            reference ->
                findings.add(
                    Diagnostic.error(
                        Code.DG0104,
                        file,
                        "'%s' is a variable of the agent, which jobs on YARN do not have"
                            .formatted(reference),
                        "write secret://file/NAME, for a file below yarn.secrets_dir of each node")));
  }

  private static Stream<@Nullable String> references(Environment.KafkaCluster cluster) {
    Environment.Tls tls = cluster.tls();
    Environment.Login login = cluster.login();
    return Stream.concat(
        tls == null ? Stream.of() : Stream.of(tls.authorities(), tls.certificate(), tls.key()),
        login == null ? Stream.of() : Stream.of(login.password()));
  }

  private Optional<Yarn> yarn(YamlObject object) {
    Map<String, String> queues = object.textsByName("queues");
    Optional<Located<String>> secrets = object.text("secrets_dir");
    Optional<Located<DaggerName>> canary =
        object.parsed("canary", "a dagger, such as platform/canary", DaggerName::parse);
    Optional<ZooKeeper> zooKeeper =
        object.object("zookeeper").flatMap(written -> ZooKeeperReader.read(written, findings));
    return object
        .text("folder")
        .map(
            folder ->
                new Yarn(
                    folder.value(),
                    queues,
                    secrets.map(Located::value).orElse(null),
                    canary.map(Located::value).orElse(null),
                    zooKeeper.orElse(null)));
  }
}
