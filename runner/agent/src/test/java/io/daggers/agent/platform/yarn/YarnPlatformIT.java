package io.daggers.agent.platform.yarn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.daggers.agent.Services;
import io.daggers.agent.YarnFiles;
import io.daggers.agent.platform.InitialState;
import io.daggers.agent.platform.JobId;
import io.daggers.agent.platform.JobPlatform;
import io.daggers.agent.platform.JobState;
import io.daggers.agent.platform.ObservedJob;
import io.daggers.agent.platform.PlatformException;
import io.daggers.agent.platform.RealPlatformContract;
import io.daggers.job.bundle.JobBundle;
import io.daggers.local.YarnCluster;
import io.daggers.topology.Environment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YarnPlatformIT extends RealPlatformContract {

  @TempDir static Path directory;
  private static Services services;
  private static YarnCluster yarn;
  private static YarnPlatform platform;

  @BeforeAll
  static void startServices() throws Exception {
    services = Services.start(directory);
    Files.createDirectories(directory.resolve("secrets"));
    yarn = YarnCluster.start(directory.resolve("yarn"), List.of("platform", "rides"), 8_192);
    platform = connect();
  }

  @AfterAll
  static void stopServices() {
    platform.close();
    yarn.close();
    services.close();
  }

  @Override
  protected JobPlatform platform() {
    return platform;
  }

  @Override
  protected Services services() {
    return services;
  }

  @Test
  void nothingComesOfAStartThatWasRuledOut() throws Exception {
    JobId id = platform.nextId();

    platform.ruleOut(bundle().dagger(), id);

    assertThatThrownBy(() -> platform.start(id, bundle(), new InitialState.Empty()))
        .isInstanceOf(PlatformException.class);
    assertThat(platform.observe()).noneMatch(job -> job.id().equals(id) && job.state().isLive());
  }

  @Test
  void saysWhatAQueueLacks() throws Exception {
    JobBundle large =
        services.bundle(
            Services.yaml("requests") + "resources: {taskmanager: 64g}\n",
            Services.sql("COUNT(*) AS requests", "http_status > 0"));

    assertThatThrownBy(() -> platform.prepare(large, large.dagger(), new InitialState.Empty()))
        .isInstanceOf(PlatformException.class)
        .hasMessageMatching(
            "it needs 66304 MB of YARN's queue 'platform', which has \\d+ MB for it");
    platform.prepare(bundle(), bundle().dagger(), new InitialState.Empty());
  }

  @Test
  void saysWhatAQueueHas() throws Exception {
    try (Queues queues = Queues.connect(HadoopFolder.of(yarn.configuration()))) {
      assertThat(queues.memory("platform"))
          .hasValueSatisfying(memory -> assertThat(memory.all()).isBetween(4_096L, 8_192L));
      assertThat(queues.memory("nobody")).isEmpty();
    }
  }

  @Test
  void othersAreSeenWhereItCannotBeReadWhatOneJobWasStartedWith() throws Exception {
    JobId id = platform.nextId();
    platform.start(id, bundle(), new InitialState.Empty());
    org.apache.hadoop.fs.Path bundles =
        new org.apache.hadoop.fs.Path(yarn.fileSystem() + "/daggers/bundles");
    try (FileSystem files = FileSystem.newInstance(bundles.toUri(), new Configuration());
        YarnPlatform another = connect()) {
      files.delete(new org.apache.hadoop.fs.Path(bundles, bundle().fingerprint() + ".json"), false);

      List<ObservedJob> seen = another.observe();

      assertThat(seen)
          .filteredOn(job -> job.id().equals(id))
          .singleElement()
          .satisfies(
              job -> {
                assertThat(job.state()).isEqualTo(JobState.UNKNOWN);
                assertThat(job.dagger()).isEqualTo(bundle().dagger());
                assertThat(job.reason()).startsWith("what it was started with cannot be read: ");
              });
    }
  }

  @Test
  void secretsAreReadOnTheNodeAndStayThere() throws Exception {
    JobBundle guarded =
        services.bundle(
            Services.yaml("requests"),
            Services.sql("COUNT(*) AS requests", "http_status > 0"),
            withPassword("secret://file/influx-password"));

    JobId failed = platform.nextId();
    assertThatThrownBy(() -> platform.start(failed, guarded, new InitialState.Empty()))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("secret://file/influx-password cannot be read");
    assertThat(staged()).doesNotContain(platform.applicationOf(failed));

    Files.writeString(directory.resolve("secrets/influx-password"), "a-word-that-nobody-sees");
    JobId good = platform.nextId();
    platform.start(good, guarded, new InitialState.Empty());
    assertThat(staged()).contains(platform.applicationOf(good));
    assertThat(filesWith("influx-password")).isNotEmpty();
    assertThat(filesWith("a-word-that-nobody-sees")).isEmpty();
    platform.stop(good);
    assertThat(staged()).doesNotContain(platform.applicationOf(good));
  }

  /** The applications for which there are files on HDFS. */
  private static List<String> staged() throws Exception {
    org.apache.hadoop.fs.Path home = new org.apache.hadoop.fs.Path(yarn.fileSystem() + "/");
    try (FileSystem files = FileSystem.newInstance(home.toUri(), new Configuration())) {
      org.apache.hadoop.fs.Path all =
          new org.apache.hadoop.fs.Path(files.getHomeDirectory(), ".flink");
      return Stream.of(files.listStatus(all)).map(each -> each.getPath().getName()).toList();
    }
  }

  private static List<Path> filesWith(String text) throws Exception {
    return YarnFiles.with(directory.resolve("yarn"), text);
  }

  private static Environment withPassword(String reference) {
    Environment any = environment();
    String url = any.influxServers().get("default").url();
    return new Environment(
        any.name(),
        any.platform(),
        any.kafkaClusters(),
        Map.of("default", new Environment.InfluxServer(url, "daggers", reference, null, true)),
        any.checkpointInterval(),
        any.checkpoints(),
        any.savepoints());
  }

  private static YarnPlatform connect() throws Exception {
    return YarnPlatform.connect(
        environment(), HadoopFolder.of(yarn.configuration()), jars(), directory);
  }

  private static Environment environment() {
    Environment local = services.environment();
    return new Environment(
        local.name(),
        Environment.Platform.YARN,
        local.kafkaClusters(),
        local.influxServers(),
        local.checkpointInterval(),
        local.stateBackend(),
        yarn.fileSystem() + "/checkpoints",
        yarn.fileSystem() + "/savepoints",
        local.transactionTimeout(),
        local.deadLetters(),
        new Environment.Yarn(
            yarn.fileSystem() + "/daggers",
            Map.of(),
            directory.resolve("secrets").toString(),
            null),
        null);
  }

  /** This JVM's, without what only tests need. */
  private static List<Path> jars() {
    return Stream.of(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
        .filter(path -> path.endsWith(".jar"))
        .map(Path::of)
        .filter(jar -> !jar.getFileName().toString().matches("(junit|assertj|surefire).*"))
        .toList();
  }
}
