package io.daggers.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.agent.health.DaggerStatus;
import io.daggers.agent.platform.ObservedJob;
import io.daggers.agent.repository.Commits;
import io.daggers.local.YarnCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that come back without the agent, on a real YARN and ZooKeeper. */
@EnabledIfSystemProperty(
    named = "daggers.yarn",
    matches = "all",
    disabledReason = "it takes long; make test-yarn runs it")
class YarnZooKeeperIT {

  private static final int MEMORY_MEGABYTES = 4_096;

  /** Sessions end after six seconds. */
  private static final Duration OUTAGE = Duration.ofMinutes(1);

  private static final String SECRET = "a-word-that-nobody-sees";

  @TempDir static Path directory;
  private static ZooKeeper zooKeeper;
  private static YarnWorld world;
  private static int edition;

  private AgentProcess agent;
  private DaggerStatus running;
  private Instant window;
  private List<String> steps;

  @BeforeAll
  static void startWorld() throws Exception {
    Path secrets = Files.createDirectories(directory.resolve("secrets"));
    Files.writeString(secrets.resolve("word"), SECRET);
    zooKeeper = ZooKeeper.start(directory.resolve("zookeeper"));
    world = YarnWorld.start(directory, MEMORY_MEGABYTES, zooKeeper.address(), secrets);
  }

  @AfterAll
  static void endWorld() throws Exception {
    world.close();
    zooKeeper.close();
  }

  @BeforeEach
  void runADagger() throws Exception {
    window = world.services.nextHour();
    world.commit(edition++);
    agent = world.agent(Failpoint.NONE);
    running = world.awaitInSync(agent);
    world.send(window, 100);
    world.awaitRead(agent, 100);
    awaitCheckpoint();
    steps = world.steps();
  }

  @AfterEach
  void endAgent() throws Exception {
    agent.close();
  }

  @Test
  void theApplicationMasterIsKilledAndComesBackByItself() throws Exception {
    ObservedJob job = world.only();
    assertThat(world.attempt(job)).isEqualTo(1);
    YarnCluster.kill(world.containers(job).get(0));

    Waiting.until(
        YarnWorld.LIMIT, () -> world.attempt(job) == 2, () -> "YARN makes no second attempt");
    thenTheSameJobCountsEachRecordOnce();
    assertThat(world.recoveryFolders()).hasSize(1);
    assertThat(world.filesWith(YarnWorld.WORD)).isNotEmpty();
    assertThat(world.filesWith(SECRET)).isEmpty();

    Commits.delete(world.repository, "daggers");
    world.commitNothing();
    Waiting.until(YarnWorld.LIMIT, () -> world.live().isEmpty(), () -> "still there");
    Waiting.until(
        YarnWorld.LIMIT,
        () -> world.recoveryFolders().isEmpty(),
        () -> "something is left for another attempt");
  }

  @Test
  void zooKeeperIsAwayForLongerThanASession() throws Exception {
    zooKeeper.kill();
    try {
      Thread.sleep(OUTAGE.toMillis());
    } finally {
      zooKeeper.restart();
    }

    thenTheSameJobCountsEachRecordOnce();
  }

  private void thenTheSameJobCountsEachRecordOnce() throws Exception {
    world.awaitInSync(agent);
    world.send(window.plusSeconds(10), 50);
    world.services.closeWindows();
    world.thenTheCountIs(agent, window, 150);
    assertThat(world.only().id().value()).isEqualTo(running.jobId());
    assertThat(world.steps()).isEqualTo(steps);
  }

  private static void awaitCheckpoint() throws Exception {
    Long counted = world.only().vitals().checkpoints();
    long before = counted == null ? 0 : counted;
    Waiting.until(
        YarnWorld.LIMIT,
        () ->
            world.only().vitals().checkpoints() != null
                && world.only().vitals().checkpoints() > before + 1,
        () -> "it makes no checkpoint");
  }
}
