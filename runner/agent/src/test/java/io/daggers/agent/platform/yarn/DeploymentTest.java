package io.daggers.agent.platform.yarn;

import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.agent.platform.InitialState;
import io.daggers.agent.platform.JobId;
import io.daggers.agent.platform.TestBundles;
import io.daggers.job.DaggerJob;
import io.daggers.job.bundle.JobBundle;
import io.daggers.sql.table.ResultWindows;
import io.daggers.topology.Environment;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.jobmanager.JobManagerProcessSpec;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeploymentTest {

  private static final JobBundle BUNDLE =
      TestBundles.of("transport/bookings", "SELECT 1", "once", "window-1");

  @Test
  void leavesHeapForStateInContainersOfTheUsualSize() {
    assertThat(BUNDLE.resources().taskmanager()).isEqualTo("1g");

    TaskExecutorProcessSpec tasks =
        TaskExecutorProcessUtils.processSpecFromConfig(deployment(null).configuration());

    assertThat(tasks.getTaskHeapSize()).isGreaterThan(MemorySize.ofMebiBytes(240));
    assertThat(tasks.getManagedMemorySize()).isGreaterThan(MemorySize.ofMebiBytes(128));
    assertThat(tasks.getTotalProcessMemorySize()).isEqualTo(MemorySize.ofMebiBytes(1024));
  }

  @Test
  void leavesHeapForPlanning() {
    assertThat(BUNDLE.resources().jobmanager()).isEqualTo("768m");

    JobManagerProcessSpec manager =
        JobManagerProcessUtils.processSpecFromConfig(deployment(null).configuration());

    assertThat(manager.getJvmHeapMemorySize()).isGreaterThan(MemorySize.ofMebiBytes(350));
  }

  @Test
  void tellsItsProgramWhereTheSecretsAre() {
    assertThat(deployment(null).program().getProgramArguments()).hasSize(2);
    assertThat(deployment("/secrets").program().getProgramArguments()).endsWith("/secrets");
  }

  @Test
  void tellsItsProgramWhichWindowsAreWritten() {
    InitialState open = new InitialState.OpenWindows(Instant.ofEpochMilli(ResultWindows.NEVER));

    assertThat(deployment(null, open).configuration().getOptional(DaggerJob.WRITTEN_UNTIL))
        .contains(ResultWindows.NEVER);
    assertThat(deployment(null).configuration().getOptional(DaggerJob.WRITTEN_UNTIL)).isEmpty();
  }

  private static Deployment deployment(@Nullable String secrets) {
    return deployment(secrets, new InitialState.Empty());
  }

  private static Deployment deployment(@Nullable String secrets, InitialState from) {
    return new Deployment(
        new JobId("1".repeat(32)),
        BUNDLE,
        from,
        environment(secrets),
        new RunnerLibrary(path("lib"), path("job.jar")),
        path("bundle.json"),
        path("note.txt"),
        Path.of("logging"));
  }

  private static Environment environment(@Nullable String secrets) {
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
        new Environment.Yarn("hdfs://a", Map.of(), secrets, null),
        null);
  }

  private static org.apache.flink.core.fs.Path path(String name) {
    return new org.apache.flink.core.fs.Path("hdfs://a/" + name);
  }
}
