package io.daggers.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.definition.DaggerName;
import io.daggers.definition.YamlReader;
import io.daggers.diagnostic.Code;
import io.daggers.diagnostic.Diagnostic;
import io.daggers.diagnostic.Findings;
import io.daggers.topology.CommitStatuses.Host;
import io.daggers.topology.Environment.DeadLetters;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentReaderTest {

  private static final String REST =
      """
      platform: embedded
      checkpoints: file:///c
      savepoints: file:///s
      """;

  private final Findings findings = new Findings();

  @Test
  void tellsCommitsNothingByDefault() {
    assertThat(statuses("")).isNull();
    assertThat(findings.list()).isEmpty();
  }

  @Test
  void readsWhereTheRepositoryIsKept() {
    assertThat(statuses("statuses: {github: {repository: data/daggers, token: secret://file/t}}"))
        .isEqualTo(
            new CommitStatuses(
                Host.GITHUB, "data/daggers", "secret://file/t", "https://api.github.com"));
    assertThat(
            statuses(
                "statuses: {gitlab: {project: a/b/c, token: secret://env/T, api: 'https://gl.example.com/api/v4/'}}"))
        .isEqualTo(
            new CommitStatuses(
                Host.GITLAB, "a/b/c", "secret://env/T", "https://gl.example.com/api/v4"));
    assertThat(findings.list()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{github: {repository: a/b, token: secret://env/T}, gitlab: {project: a/b, token: secret://env/T}}",
        "{github: {repository: a/b}}",
        "{github: {repository: 'https://github.com/a/b', token: secret://env/T}}",
        "{github: {repository: a/b, token: ghp_1234}}",
        "{github: {repository: a/b, token: secret://env/T, api: 'http://github.example.com'}}",
        "{github: {repository: a/b, token: secret://env/T, api: 'https://x:y@github.example.com'}}",
        "{gitlab: {project: 'a b', token: secret://env/T}}"
      })
  void refusesStatusesThatCannotBeWrittenOrSafely(String statuses) {
    statuses("statuses: " + statuses);

    assertThat(findings.list()).anyMatch(Diagnostic::isError);
  }

  @Test
  void onlyCountsDeadLettersByDefault() {
    assertThat(deadLetters("")).isEqualTo(DeadLetters.NOT_KEPT);
    assertThat(findings.list()).isEmpty();
  }

  @Test
  void readsWhereDeadLettersAreKeptAndHowManyAreTooMany() {
    DeadLetters read =
        deadLetters(
            "dead_letters: {cluster: main, topic: dead, most_per_minute: 5, most_percent: 100}");

    assertThat(read).isEqualTo(new DeadLetters(new Topic("main", "dead"), 5, 100));
    assertThat(findings.list()).isEmpty();
  }

  @Test
  void limitsDeadLettersThatAreNotKept() {
    assertThat(deadLetters("dead_letters: {most_percent: 50}"))
        .isEqualTo(new DeadLetters(null, DeadLetters.DEFAULT_MOST_PER_MINUTE, 50));
  }

  @Test
  void refusesATopicWithoutItsKafkaCluster() {
    deadLetters("dead_letters: {topic: dead}");

    assertThat(findings.list())
        .extracting(Diagnostic::code, Diagnostic::message)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                Code.DG0105, "'dead_letters' needs both 'cluster' and 'topic', or neither"));
  }

  @Test
  void refusesAKafkaClusterThatIsNotThere() {
    deadLetters("dead_letters: {cluster: mian, topic: dead}");

    assertThat(findings.list()).extracting(Diagnostic::code).containsExactly(Code.DG0206);
  }

  @Test
  void refusesMoreThanAllRecords() {
    deadLetters("dead_letters: {most_percent: 101}");

    assertThat(findings.list()).extracting(Diagnostic::code).containsExactly(Code.DG0104);
  }

  @Test
  void keepsStateOnTheHeapUnlessToldOtherwise() {
    assertThat(read("").stateBackend()).isEqualTo(Environment.StateBackend.HASHMAP);
    assertThat(read("state_backend: rocksdb").stateBackend())
        .isEqualTo(Environment.StateBackend.ROCKSDB);
    assertThat(findings.list()).isEmpty();
  }

  @Test
  void refusesAStateBackendThatIsNotKnown() {
    read("state_backend: RocksDB");

    assertThat(findings.list()).extracting(Diagnostic::code).containsExactly(Code.DG0104);
  }

  @Test
  void readsTheTransactionTimeout() {
    assertThat(read("").transactionTimeout()).isEqualTo(Duration.ofMinutes(10));
    assertThat(read("transaction_timeout: 14m").transactionTimeout())
        .isEqualTo(Duration.ofMinutes(14));
    assertThat(findings.list()).isEmpty();
  }

  @Test
  void refusesTransactionsThatEndBeforeTheyAreCommitted() {
    read("checkpoint_interval: 1m\ntransaction_timeout: 90s");

    assertThat(findings.list())
        .extracting(Diagnostic::message)
        .containsExactly(
            "'transaction_timeout' must be at least twice the checkpoint interval of 60s, or Kafka"
                + " drops results before they are committed");
  }

  @Test
  void readsHowAKafkaClusterIsGotInto() {
    Environment.KafkaCluster cluster =
        kafka(
            "tls: {authorities: secret://file/ca.pem},"
                + " sasl: {mechanism: scram-sha-512, username: me, password: secret://env/WORD}");

    assertThat(cluster.tls()).isEqualTo(new Environment.Tls("secret://file/ca.pem", null, null));
    assertThat(cluster.login())
        .isEqualTo(
            new Environment.Login(Environment.Mechanism.SCRAM_SHA_512, "me", "secret://env/WORD"));
    assertThat(findings.list()).isEmpty();
  }

  @Test
  void encryptsWithTheAuthoritiesThatJavaKnows() {
    assertThat(kafka("tls: {}").tls()).isEqualTo(new Environment.Tls(null, null, null));
    assertThat(findings.list()).isEmpty();
  }

  @Test
  void refusesASecretThatStandsThere() {
    kafka("sasl: {mechanism: plain, username: me, password: word}");

    assertThat(findings.list())
        .extracting(Diagnostic::message)
        .containsExactly("'password' must be a reference, not the secret itself");
  }

  @Test
  void refusesACertificateWithoutItsKey() {
    kafka("tls: {certificate: secret://file/me.pem}");

    assertThat(findings.list())
        .extracting(Diagnostic::message)
        .containsExactly("a certificate is shown with its key, and a key with its certificate");
  }

  @Test
  void refusesAMechanismThatIsNotKnown() {
    readAny(
        "kafka: {main: {bootstrap_servers: a, sasl: {mechanism: gssapi, username: me,"
            + " password: secret://env/WORD}}}");

    assertThat(findings.list()).extracting(Diagnostic::code).containsExactly(Code.DG0104);
  }

  @Test
  void readsWhatApplicationsNeed() {
    Environment.Yarn yarn =
        YamlReader.parse(
                REST.replace("embedded", "yarn")
                    + "yarn: {folder: hdfs://a/b, queues: {shop: root.shop}, secrets_dir: /s, canary: shop/orders}",
                "environment.yaml",
                findings)
            .flatMap(node -> EnvironmentReader.read(node, "test", findings))
            .orElseThrow()
            .yarn();

    assertThat(yarn)
        .isEqualTo(
            new Environment.Yarn(
                "hdfs://a/b", Map.of("shop", "root.shop"), "/s", new DaggerName("shop", "orders")));
    assertThat(yarn.queue("shop")).isEqualTo("root.shop");
    assertThat(yarn.queue("risk")).isEqualTo("risk");
    assertThat(findings.list()).isEmpty();
  }

  @Test
  void readsWhereJobsAgreeWhoLeads() {
    assertThat(zooKeeper("{servers: \"a:2181,b:2181\", session_timeout: 6s}"))
        .isEqualTo(new Environment.ZooKeeper("a:2181,b:2181", Duration.ofSeconds(6)));
    assertThat(zooKeeper("{servers: \"a:2181\"}"))
        .isEqualTo(new Environment.ZooKeeper("a:2181", Duration.ofSeconds(10)));
    assertThat(findings.list()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{servers: a}",
        "{servers: \"a:2181/path\"}",
        "{servers: \"a:2181, b:2181\"}",
        "{servers: \"a:2181\", session_timeout: 1s}",
        "{servers: \"a:2181\", session_timeout: 6m}"
      })
  void refusesAZooKeeperThatNobodyCouldReach(String zooKeeper) {
    zooKeeper(zooKeeper);

    assertThat(findings.list()).extracting(Diagnostic::code).containsExactly(Code.DG0104);
  }

  @Test
  void refusesVariablesOnYarn() {
    String text =
        REST.replace("embedded", "yarn")
            + """
            yarn: {folder: hdfs://a/b}
            kafka: {main: {bootstrap_servers: a, tls: {authorities: secret://env/CA}}}
            influx: {default: {url: http://a, password: secret://file/word}}
            """;
    assertThat(
            YamlReader.parse(text, "environment.yaml", findings)
                .flatMap(node -> EnvironmentReader.read(node, "test", findings)))
        .isPresent();

    assertThat(findings.list())
        .extracting(Diagnostic::message)
        .containsExactly(
            "'secret://env/CA' is a variable of the agent, which jobs on YARN do not have");
  }

  @Test
  void refusesYarnWithoutAFolder() {
    assertThat(
            YamlReader.parse(REST.replace("embedded", "yarn"), "environment.yaml", findings)
                .flatMap(node -> EnvironmentReader.read(node, "test", findings))
                .map(Environment::yarn))
        .isEmpty();
    assertThat(findings.list())
        .extracting(Diagnostic::message)
        .containsExactly("'yarn' is for 'platform: yarn', which cannot do without");
  }

  @Test
  void refusesAFolderOnYarnForAnotherPlatform() {
    readAny("yarn: {folder: hdfs://a/b}");

    assertThat(findings.list()).extracting(Diagnostic::code).containsExactly(Code.DG0105);
  }

  private Environment.@Nullable ZooKeeper zooKeeper(String written) {
    return YamlReader.parse(
            REST.replace("embedded", "yarn")
                + "yarn: {folder: hdfs://a/b, zookeeper: %s}".formatted(written),
            "environment.yaml",
            findings)
        .flatMap(node -> EnvironmentReader.read(node, "test", findings))
        .orElseThrow()
        .yarn()
        .zooKeeper();
  }

  private Environment.KafkaCluster kafka(String keys) {
    return readAny("kafka: {main: {bootstrap_servers: a, %s}}".formatted(keys))
        .kafkaClusters()
        .get("main");
  }

  private DeadLetters deadLetters(String key) {
    return read(key).deadLetters();
  }

  private Environment read(String keys) {
    return readAny("kafka: {main: {bootstrap_servers: \"127.0.0.1:1\"}}\n" + keys);
  }

  private Environment readAny(String keys) {
    return YamlReader.parse(REST + keys, "environment.yaml", findings)
        .flatMap(node -> EnvironmentReader.read(node, "test", findings))
        .orElseThrow();
  }

  private @Nullable CommitStatuses statuses(String keys) {
    return readAny(keys).commitStatuses();
  }
}
