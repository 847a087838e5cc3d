package io.daggers.job;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.daggers.job.Readings.World;
import io.daggers.job.bundle.JobBundle;
import io.daggers.job.bundle.JobBundleFormat;
import io.daggers.job.secret.SecretReferences;
import io.daggers.topology.Environment;
import io.daggers.topology.Environment.KafkaCluster;
import io.daggers.topology.Environment.Login;
import io.daggers.topology.Environment.Mechanism;
import io.daggers.topology.Environment.Tls;
import io.daggers.topology.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Flink sends to its parts and writes down of a job holds references, and no secret. */
class LateSecretsTest {

  private static final List<String> NAMES =
      List.of("authorities", "certificate", "key", "password", "influx-password");

  @TempDir Path directory;
  private final World world = new World("secrets");

  @BeforeEach
  void writeSecrets() throws IOException {
    for (String name : NAMES) {
      Files.writeString(directory.resolve(name), value(name));
    }
  }

  @Test
  void aJobIntoInfluxHoldsNoSecret() throws Exception {
    JobBundle bundle = world.intoInflux(environment());

    String written = written(bundle);

    assertThat(written).contains(NAMES.stream().map(LateSecretsTest::reference).toList());
    NAMES.forEach(name -> assertThat(written).doesNotContain(value(name)));
  }

  @Test
  void aJobIntoKafkaHoldsNoSecret() throws Exception {
    JobBundle bundle = world.intoKafka(environment());

    String written = written(bundle);

    assertThat(written).contains(reference("key"), reference("password"));
    NAMES.forEach(name -> assertThat(written).doesNotContain(value(name)));
  }

  @Test
  void aJobIsNotMadeWhereASecretIsMissing() throws Exception {
    JobBundle bundle = world.intoInflux(environment());
    Files.delete(directory.resolve("influx-password"));

    assertThatThrownBy(() -> graph(bundle))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("secret://file/influx-password cannot be read: there is no file");
  }

  /** The bundle, the graph as it is kept for another attempt, and as it is run. */
  private String written(JobBundle bundle) throws Exception {
    StreamGraph kept = graph(bundle);
    kept.serializeUserDefinedInstances();
    return JobBundleFormat.write(bundle)
        + new String(InstantiationUtil.serializeObject(kept), ISO_8859_1)
        + new String(InstantiationUtil.serializeObject(graph(bundle).getJobGraph()), ISO_8859_1);
  }

  private StreamGraph graph(JobBundle bundle) {
    return DaggerJob.graph(bundle, new SecretReferences(directory)::late);
  }

  private Environment environment() {
    Environment any = Bundles.environment(Map.of(), "http://127.0.0.1:1", directory);
    return new Environment(
        any.name(),
        any.platform(),
        Map.of(
            "main",
            new KafkaCluster(
                "127.0.0.1:1",
                new Tls(reference("authorities"), reference("certificate"), reference("key")),
                new Login(Mechanism.SCRAM_SHA_512, "dagger", reference("password")))),
        Map.of(
            "default",
            new Environment.InfluxServer(
                "http://127.0.0.1:1", "daggers", reference("influx-password"), null, false)),
        any.checkpointInterval(),
        any.stateBackend(),
        any.checkpoints(),
        any.savepoints(),
        any.transactionTimeout(),
        new Environment.DeadLetters(new Topic("main", "dead"), 1_000, 100));
  }

  private static String reference(String name) {
    return "secret://file/" + name;
  }

  private static String value(String name) {
    return "nobody-sees-this-" + name;
  }
}
