package io.daggers.agent.platform.yarn;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.daggers.agent.Waiting;
import io.daggers.agent.journal.AgentStorage;
import io.daggers.agent.journal.Journal;
import io.daggers.agent.journal.StorageLostException;
import io.daggers.agent.journal.StorageTakenException;
import io.daggers.agent.platform.TestBundles;
import io.daggers.job.bundle.JobBundle;
import io.daggers.local.YarnCluster;
import io.daggers.topology.Environment;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LeaseRecoverable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may write the journal, on a real HDFS. */
class ClusterStorageIT {

  private static final JobBundle BUNDLE =
      TestBundles.of("transport/bookings", "SELECT 1", "once", "window-1");

  @TempDir static Path directory;
  private static YarnCluster cluster;
  private static HadoopFolder hadoop;

  private Environment environment;

  @BeforeAll
  static void startCluster() throws Exception {
    cluster = YarnCluster.start(directory, List.of("transport"), 1_024);
    hadoop = HadoopFolder.of(cluster.configuration());
  }

  @AfterAll
  static void stopCluster() {
    cluster.close();
  }

  @BeforeEach
  void takeAFolderOfItsOwn() {
    environment = environment(cluster.fileSystem() + "/" + UUID.randomUUID());
  }

  @Test
  void keepsLinesAndBundlesForTheNextAgent() throws Exception {
    try (AgentStorage storage = open()) {
      assertThat(storage.lines()).isEmpty();
      storage.keep(BUNDLE);
      storage.append("one\n");
      storage.append("two\n");
    }

    try (AgentStorage storage = open()) {
      assertThat(storage.lines()).isEqualTo("one\ntwo\n");
      assertThat(storage.bundle(BUNDLE.fingerprint())).contains(BUNDLE);
      storage.append("three\n");
    }
  }

  /** Operators follow from the runner's version, and are not part of what a bundle is known by. */
  @Test
  void keepsABundleAsTheNewestRunnerMadeIt() throws Exception {
    JobBundle planned = TestBundles.of("shop/orders", "SELECT 1", null, "source-1", "window-1");
    JobBundle plannedAnew = TestBundles.of("shop/orders", "SELECT 1", null, "source-1", "window-2");
    try (AgentStorage storage = open()) {
      storage.keep(planned);
    }
    try (AgentStorage storage = open()) {
      storage.keep(plannedAnew);
    }

    try (AgentStorage storage = open()) {
      assertThat(storage.bundle(planned.fingerprint())).contains(plannedAnew);
    }
  }

  @Test
  void isOneAgentsAtATime() throws Exception {
    try (AgentStorage storage = open()) {
      assertThatThrownBy(this::open)
          .isInstanceOf(StorageTakenException.class)
          .hasMessageContaining("another agent works in " + storage.place());

      storage.append("one\n");
    }

    open().close();
  }

  @Test
  void isFreeAtOnceWhereItsAgentOfThisMachineWasKilled() throws Exception {
    Process agent = anotherProcess();
    assertThatThrownBy(this::open).isInstanceOf(StorageTakenException.class);

    agent.destroyForcibly().waitFor();

    try (AgentStorage storage = open()) {
      assertThat(storage.lines()).isEqualTo("from another process\n");
    }
  }

  @Test
  void takesNothingMoreFromAnAgentThatIsNoLongerTheOne() throws Exception {
    AgentStorage old = open();
    old.append("one\n");
    takeAway(old);

    try (AgentStorage storage = open()) {
      storage.append("two\n");

      assertThatThrownBy(() -> old.append("three\n")).isInstanceOf(StorageLostException.class);
      assertThat(storage.lines()).isEqualTo("one\ntwo\n");
    }
  }

  @Test
  void takesNoNoteFromAnAgentThatIsNoLongerTheOneAndTellsTheNextWhatItNoted() throws Exception {
    AgentStorage taken = open();
    Journal old = Journal.open(taken);
    old.note("in-force", Map.of("revision", "a"));
    takeAway(taken);

    try (Journal next = Journal.open(open())) {
      assertThat(next.noted("in-force")).isEqualTo(Map.of("revision", "a"));
      next.note("in-force", Map.of("revision", "b"));

      assertThatThrownBy(() -> old.note("in-force", Map.of("revision", "c")))
          .isInstanceOf(StorageLostException.class);
      assertThat(old.isLost()).isTrue();
    }
    try (Journal last = Journal.open(open())) {
      assertThat(last.noted("in-force")).isEqualTo(Map.of("revision", "b"));
    }
  }

  @Test
  void dropsALineThatWasOnlyHalfWritten() throws Exception {
    try (AgentStorage storage = open()) {
      storage.append("one\n");
      storage.append("tw");
    }

    try (AgentStorage storage = open()) {
      assertThat(storage.lines()).isEqualTo("one\n");
      storage.append("three\n");
      assertThat(storage.lines()).isEqualTo("one\nthree\n");
    }
  }

  private AgentStorage open() throws Exception {
    return ClusterStorage.open(hadoop, environment);
  }

  /** As HDFS does a minute after an agent was last heard of. */
  private static void takeAway(AgentStorage storage) throws Exception {
    org.apache.hadoop.fs.Path journal = new org.apache.hadoop.fs.Path(storage.place());
    try (FileSystem files = FileSystem.newInstance(journal.toUri(), hadoop.settings())) {
      Waiting.until(
          () -> ((LeaseRecoverable) files).recoverLease(journal), () -> "HDFS does not free it");
    }
  }

  private Process anotherProcess() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                AnotherProcess.class.getName(),
                cluster.configuration().toString(),
                environment.yarn().folder())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader said =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    assertThat(said.readLine()).isEqualTo("it is mine");
    return process;
  }

  /** Takes the journal and keeps it. */
  static final class AnotherProcess {
    public static void main(String[] args) throws Exception {
      AgentStorage storage =
          ClusterStorage.open(HadoopFolder.of(Path.of(args[0])), environment(args[1]));
      storage.append("from another process\n");
      System.out.println("it is mine");
      System.in.read(); // until it is killed, or the test ends
    }
  }

  private static Environment environment(String folder) {
    return new Environment(
        "test",
        Environment.Platform.YARN,
        Map.of(),
        Map.of(),
        Duration.ofSeconds(10),
        Environment.StateBackend.HASHMAP,
        folder + "/checkpoints",
        folder + "/savepoints",
        Environment.DEFAULT_TRANSACTION_TIMEOUT,
        Environment.DeadLetters.NOT_KEPT,
        new Environment.Yarn(folder, Map.of(), null, null),
        null);
  }
}
