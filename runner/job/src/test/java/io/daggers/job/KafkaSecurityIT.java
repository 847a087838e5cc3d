package io.daggers.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.job.Readings.World;
import io.daggers.job.begin.Beginning;
import io.daggers.job.bundle.JobBundle;
import io.daggers.job.bundle.KafkaConnection;
import io.daggers.job.secret.SecretReferences;
import io.daggers.job.sink.kafka.OpenTransactions;
import io.daggers.local.KafkaBroker;
import io.daggers.schema.SchemaCatalog;
import io.daggers.topology.Environment;
import io.daggers.topology.Environment.KafkaCluster;
import io.daggers.topology.Environment.Login;
import io.daggers.topology.Environment.Mechanism;
import io.daggers.topology.Environment.Tls;
import io.daggers.topology.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sources, sinks and dead letters of jobs on a broker that lets in those it knows. */
class KafkaSecurityIT {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final String PASSWORD = "a \"word\" with \\ and ;";

  @TempDir static Path directory;
  private static KafkaBroker broker;
  private static Certificates servers;
  private static Certificates clients;
  private static MiniCluster flink;

  private final World world = new World(UUID.randomUUID().toString());
  private final SecretReferences secrets = new SecretReferences(directory.resolve("secrets"));
  private final String deadLetters = "dead-letters-" + world.name();

  @BeforeAll
  static void startServices() throws Exception {
    servers = Certificates.make(directory, "server");
    clients = Certificates.make(directory, "client");
    broker =
        KafkaBroker.start(
            directory.resolve("kafka"),
            Map.of("PLAIN", "SASL_PLAINTEXT", "SCRAM", "SASL_SSL", "MUTUAL", "SSL"),
            Map.ofEntries(
                Map.entry("listener.name.plain.sasl.enabled.mechanisms", "PLAIN"),
                Map.entry(
                    "listener.name.plain.plain.sasl.jaas.config",
                    "org.apache.kafka.common.security.plain.PlainLoginModule required user_dagger=\"word\";"),
                Map.entry("listener.name.scram.sasl.enabled.mechanisms", "SCRAM-SHA-512"),
                Map.entry(
                    "listener.name.scram.scram-sha-512.sasl.jaas.config",
                    "org.apache.kafka.common.security.scram.ScramLoginModule required;"),
                Map.entry("listener.name.mutual.ssl.client.auth", "required"),
                Map.entry("ssl.keystore.type", "PKCS12"),
                Map.entry("ssl.keystore.location", servers.store().toString()),
                Map.entry("ssl.keystore.password", Certificates.PASSWORD),
                Map.entry("ssl.truststore.type", "PEM"),
                Map.entry("ssl.truststore.certificates", clients.certificate())));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin
          .alterUserScramCredentials(
              List.of(
                  new UserScramCredentialUpsertion(
                      "dagger",
                      new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4_096),
                      PASSWORD)))
          .all()
          .get();
    }
    flink = MiniClusters.start();
  }

  @AfterAll
  static void stopServices() throws Exception {
    flink.close();
    broker.close();
  }

  @Test
  void logsInWithAPassword() throws Exception {
    readsAndWrites(
        new KafkaCluster(
            broker.bootstrapServers("PLAIN"),
            null,
            new Login(Mechanism.PLAIN, "dagger", secret("password", "word"))));
  }

  @Test
  void provesAPasswordOverAnEncryptedConnection() throws Exception {
    readsAndWrites(scram(PASSWORD));
  }

  @Test
  void showsACertificate() throws Exception {
    readsAndWrites(mutual());
  }

  @Test
  void looksUpAPasswordWhereItIsNeeded() throws Exception {
    readsAndWrites(scram("another"), () -> secret("password", PASSWORD));
  }

  @Test
  void looksUpAKeyWhereItIsNeeded() throws Exception {
    Certificates strangers = Certificates.make(directory, "stranger");
    KafkaCluster cluster = mutual();
    secret("certificate", strangers.certificate());
    secret("key", strangers.key());

    readsAndWrites(cluster, this::mutual);
  }

  @Test
  void failsWithAWrongPasswordAndSaysWhere() throws Exception {
    world.createTopics(broker);
    JobBundle bundle = world.intoKafka(environment(scram("another")));

    RunningJob job = RunningJob.start(flink, graph(bundle));
    Waiting.until(() -> !job.runs() && job.failure().isPresent(), job::status);

    assertThat(job.failure().orElseThrow())
        .contains("Kafka cluster 'main'", "Authentication failed")
        .doesNotContain("another");
  }

  private void readsAndWrites(KafkaCluster cluster) throws Exception {
    readsAndWrites(cluster, () -> cluster);
  }

  /**
   * @param change of secrets, between when a job is made and when it runs
   */
  private void readsAndWrites(KafkaCluster cluster, Callable<?> change) throws Exception {
    world.createTopics(broker);
    broker.createTopic(deadLetters, 1);
    JobBundle bundle = world.intoKafka(environment(cluster));
    Readings readings = new Readings(world, bundle, 7, START);
    readings.send(broker, 1_000);
    try (Records records = new Records(broker)) {
      records.send(world.readings(), 0, "no reading".getBytes(UTF_8));
    }
    readings.close(broker);

    StreamGraph graph = graph(bundle);
    change.call();
    RunningJob job = RunningJob.start(flink, graph);
    Waiting.until(
        () ->
            TopicContents.committed(broker.bootstrapServers(), world.totals()).size()
                >= readings.totals().size(),
        job::status);
    job.cancel();

    assertThat(
            TopicTotals.of(
                bundle, TopicContents.committed(broker.bootstrapServers(), world.totals())))
        .isEqualTo(readings.totals());
    assertThat(TopicContents.all(broker.bootstrapServers(), deadLetters)).hasSize(1);
    KafkaConnection connection = KafkaConnection.of("main", cluster, secrets::late);
    assertThat(OpenTransactions.abort(connection, JobTables.transactions(bundle))).isEmpty();
  }

  /** It fails for good when it fails. */
  private StreamGraph graph(JobBundle bundle) {
    SchemaCatalog schemas = SchemaCatalog.of(bundle.schemas());
    Configuration configuration = DaggerJob.configuration(bundle);
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    return DaggerJob.graph(
        bundle,
        schemas,
        new JobTables(bundle, schemas, secrets::late, Beginning.OPEN),
        configuration);
  }

  private KafkaCluster scram(String password) throws IOException {
    return new KafkaCluster(
        broker.bootstrapServers("SCRAM"),
        new Tls(secret("authorities", servers.certificate()), null, null),
        new Login(Mechanism.SCRAM_SHA_512, "dagger", secret("password", password)));
  }

  private KafkaCluster mutual() throws IOException {
    return new KafkaCluster(
        broker.bootstrapServers("MUTUAL"),
        new Tls(
            secret("authorities", servers.certificate()),
            secret("certificate", clients.certificate()),
            secret("key", clients.key())),
        null);
  }

  /** Returns its reference. */
  private static String secret(String name, String value) throws IOException {
    Files.writeString(Files.createDirectories(directory.resolve("secrets")).resolve(name), value);
    return "secret://file/" + name;
  }

  private Environment environment(KafkaCluster cluster) {
    Environment environment =
        Bundles.environment(Map.of(), "http://127.0.0.1:1", directory.resolve(world.name()));
    return new Environment(
        environment.name(),
        environment.platform(),
        Map.of("main", cluster),
        environment.influxServers(),
        environment.checkpointInterval(),
        environment.stateBackend(),
        environment.checkpoints(),
        environment.savepoints(),
        environment.transactionTimeout(),
        new Environment.DeadLetters(new Topic("main", deadLetters), 1_000, 100));
  }
}
