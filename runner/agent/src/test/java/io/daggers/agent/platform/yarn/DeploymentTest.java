package io.daggers.agent.platform.yarn;

import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.agent.platform.InitialState;
import io.daggers.agent.platform.TestBundles;
import io.daggers.job.DaggerJob;
import io.daggers.job.bundle.JobBundle;
import io.daggers.sql.table.ResultWindows;
import io.daggers.topology.Environment;
import io.daggers.topology.Environment.ZooKeeper;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.highavailability.ApplicationResultStoreOptions;
import org.apache.flink.runtime.highavailability.JobResultStoreOptions;
import org.apache.flink.runtime.jobmanager.HighAvailabilityMode;
import org.apache.flink.runtime.jobmanager.JobManagerProcessSpec;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.apache.flink.yarn.configuration.YarnConfigOptions;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeploymentTest {

  private static final ApplicationId APPLICATION = ApplicationId.newInstance(1_700_000_000_000L, 7);

  private static final JobBundle BUNDLE =
      TestBundles.of("transport/bookings", "SELECT 1", "once", "window-1");

  @Test
  void leavesHeapForStateInContainersOfTheUsualSize() {
    assertThat(BUNDLE.resources().taskmanager()).isEqualTo("1g");

    TaskExecutorProcessSpec tasks =
        TaskExecutorProcessUtils.processSpecFromConfig(
            deployment(environment(null, null)).configuration());

    assertThat(tasks.getTaskHeapSize()).isGreaterThan(MemorySize.ofMebiBytes(240));
    assertThat(tasks.getManagedMemorySize()).isGreaterThan(MemorySize.ofMebiBytes(128));
    assertThat(tasks.getTotalProcessMemorySize()).isEqualTo(MemorySize.ofMebiBytes(1024));
  }

  @Test
  void leavesHeapForPlanning() {
    assertThat(BUNDLE.resources().jobmanager()).isEqualTo("768m");

    JobManagerProcessSpec manager =
        JobManagerProcessUtils.processSpecFromConfig(
            deployment(environment(null, null)).configuration());

    assertThat(manager.getJvmHeapMemorySize()).isGreaterThan(MemorySize.ofMebiBytes(350));
  }

  @Test
  void tellsItsProgramWhereTheSecretsAre() {
    assertThat(deployment(environment(null, null)).program().getProgramArguments()).hasSize(2);
    assertThat(deployment(environment("/secrets", null)).program().getProgramArguments())
        .endsWith("/secrets");
  }

  @Test
  void makesOneAttemptWithoutZooKeeper() {
    Configuration flink = deployment(environment(null, null)).configuration();

    assertThat(flink.get(YarnConfigOptions.APPLICATION_ATTEMPTS)).isEqualTo(1);
    assertThat(HighAvailabilityMode.isHighAvailabilityModeActivated(flink)).isFalse();
  }

  @Test
  void comesBackByItselfWithZooKeeper() {
    Configuration flink =
        deployment(environment(null, new ZooKeeper("a:1,b:2", Duration.ofSeconds(7))))
            .configuration();

    assertThat(flink.get(YarnConfigOptions.APPLICATION_ATTEMPTS)).isGreaterThan(1);
    assertThat(HighAvailabilityMode.fromConfig(flink)).isEqualTo(HighAvailabilityMode.ZOOKEEPER);
    assertThat(flink.toMap())
        .containsEntry("high-availability.zookeeper.quorum", "a:1,b:2")
        .containsEntry("high-availability.zookeeper.client.session-timeout", "7 s")
        .containsEntry("high-availability.zookeeper.path.root", "/daggers/test")
        .containsEntry("high-availability.cluster-id", APPLICATION.toString());
    assertThat(
            List.of(
                flink.get(HighAvailabilityOptions.HA_STORAGE_PATH),
                flink.get(JobResultStoreOptions.STORAGE_PATH),
                flink.get(ApplicationResultStoreOptions.STORAGE_PATH)))
        .allMatch(path -> path.startsWith("hdfs://a/recovery/" + APPLICATION));
  }

  @Test
  void tellsItsProgramWhichWindowsAreWritten() {
    InitialState open = new InitialState.OpenWindows(Instant.ofEpochMilli(ResultWindows.NEVER));

    assertThat(
            deployment(environment(null, null), open)
                .configuration()
                .getOptional(DaggerJob.WRITTEN_UNTIL))
        .contains(ResultWindows.NEVER);
    assertThat(
            deployment(environment(null, null))
                .configuration()
                .getOptional(DaggerJob.WRITTEN_UNTIL))
        .isEmpty();
  }

  private static Deployment deployment(Environment environment) {
    return deployment(environment, new InitialState.Empty());
  }

  private static Deployment deployment(Environment environment, InitialState from) {
    return new Deployment(
        ApplicationIds.job(APPLICATION),
        BUNDLE,
        from,
        environment,
        new RunnerLibrary(path("lib"), path("job.jar")),
        path("bundle.json"),
        path("note.txt"),
        Path.of("logging"));
  }

  private static Environment environment(@Nullable String secrets, @Nullable ZooKeeper zooKeeper) {
    return new Environment(
        "test",
        Environment.Platform.YARN,
        Map.of(),
        Map.of(),
        Duration.ofSeconds(10),
        Environment.StateBackend.HASHMAP,
        "hdfs://a/checkpoints",
        "hdfs://a/savepoints",
        Environment.DEFAULT_TRANSACTION_TIMEOUT,
        Environment.DeadLetters.NOT_KEPT,
        new Environment.Yarn("hdfs://a", Map.of(), secrets, null, zooKeeper),
        null);
  }

  private static org.apache.flink.core.fs.Path path(String name) {
    return new org.apache.flink.core.fs.Path("hdfs://a/" + name);
  }
}
