package io.daggers.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.agent.health.DaggerStatus;
import io.daggers.agent.repository.Commits;
import io.daggers.local.YarnCluster;
import io.daggers.local.YarnCluster.Daemon;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is promised where something fails, on a real YARN. It takes long: {@code make test-yarn}
 * runs it.
 */
@EnabledIfSystemProperty(
    named = "daggers.yarn",
    matches = "all",
    disabledReason = "it takes long; make test-yarn runs it")
class YarnFaultsIT {

  private static final int MEMORY_MEGABYTES = 4_096;
  private static final Duration OUTAGE = Duration.ofMinutes(1);

  /** A definition has to run for five minutes before it is taken for steady. */
  private static final Duration STEADY = Duration.ofMinutes(8);

  @TempDir static Path directory;
  private static YarnWorld world;
  private static int edition;

  private final List<AgentProcess> agents = new ArrayList<>();
  private AgentProcess agent;
  private DaggerStatus running;
  private Instant window;
  private String revision;
  private int sent;

  @BeforeAll
  static void startWorld() throws Exception {
    world = YarnWorld.start(directory, MEMORY_MEGABYTES);
  }

  @AfterAll
  static void endWorld() throws Exception {
    world.close();
  }

  @BeforeEach
  void runADagger() throws Exception {
    window = world.services.nextHour();
    revision = world.commit(edition++);
    agent = agent(Failpoint.NONE);
    running = world.awaitInSync(agent);
    sent = 100;
    world.send(window, sent);
    world.awaitRead(agent, sent);
  }

  @AfterEach
  void endAgents() throws Exception {
    for (AgentProcess each : agents) {
      each.close();
    }
  }

  @Test
  void theApplicationMasterIsKilled() throws Exception {
    YarnCluster.kill(containers().get(0));

    world.await(agent, "was started anew", this::isAnother);
    thenEachRecordCountsOnce();
  }

  @Test
  void theApplicationIsKilledByYarn() throws Exception {
    List<ProcessHandle> killed = containers();
    world.kill(world.only());

    awaitStep("END", revision, YarnWorld.LIMIT);
    assertThat(killed).as("when it is written down what is left").noneMatch(ProcessHandle::isAlive);
    world.await(agent, "was started anew", this::isAnother);
    thenEachRecordCountsOnce();
  }

  @Test
  void aTaskManagerIsKilled() throws Exception {
    YarnCluster.kill(containers().get(1));

    thenEachRecordCountsOnce();
    assertThat(world.only().id().value()).isEqualTo(running.jobId());
  }

  @Test
  void theResourceManagerIsKilledAndRestarted() throws Exception {
    List<String> before = world.steps();
    world.yarn.kill(Daemon.RESOURCE_MANAGER);
    awaitTrouble();
    world.yarn.restart(Daemon.RESOURCE_MANAGER);

    world.awaitInSync(agent);
    thenEachRecordCountsOnce();
    assertThat(world.only().id().value()).isEqualTo(running.jobId());
    assertThat(world.steps()).isEqualTo(before);
  }

  @Test
  void theResourceManagerDoesNotAnswerForAMinute() throws Exception {
    List<String> before = world.steps();
    world.yarn.kill(Daemon.RESOURCE_MANAGER);
    try {
      awaitTrouble();
      world.commit(edition++);
      Thread.sleep(OUTAGE.toMillis());
      assertThat(world.steps()).isEqualTo(before);
    } finally {
      world.yarn.restart(Daemon.RESOURCE_MANAGER);
    }

    world.await(agent, "carries the commit out then", this::isAnother);
    thenEachRecordCountsOnce();
  }

  @Test
  void aPausedAgentIsOvertakenWhileItSubmits() throws Exception {
    AgentProcess second = agent(Failpoint.NONE);
    world.commit(edition++);
    Waiting.until(
        YarnWorld.LIMIT,
        () ->
            world
                .journal()
                .lines()
                .reduce("", (a, b) -> b)
                .contains("\"START\",\"outcome\":\"BEGUN\""),
        () -> "nothing is started");
    agent.signal("STOP");

    DaggerStatus taken = world.awaitInSync(second);
    agent.signal("CONT");
    Waiting.until(YarnWorld.LIMIT, () -> !agent.isAlive(), () -> "it goes on to act");

    assertThat(world.only().id().value()).isEqualTo(taken.jobId());
    agent = second;
    thenEachRecordCountsOnce();
  }

  /** Each step of replacing a job, one after the other, until there is none left. */
  @Test
  void theAgentIsKilledAtEachStep() throws Exception {
    agent.close();
    int step = 0;
    do {
      step++;
      world.commit(edition++);
    } while (killTheAgent(Integer.toString(step)));
    agent = agent(Failpoint.NONE);
    thenEachRecordCountsOnce(sent + 50);
  }

  /** The old job is about to stop, or has, and the new one takes none of its state. */
  @Test
  void theAgentIsKilledWhileItCountsOpenWindowsAnew() throws Exception {
    Instant closed = writeAWindow();
    agent.close();
    String distinct = "COUNT(*) + COUNT(DISTINCT http_status)";
    String greatest = "COUNT(*) + MAX(http_status) - 199";
    killTheAgentOverAnEdit("before stopWithSavepoint", distinct);
    killTheAgentOverAnEdit("after stopWithSavepoint", greatest);
    killTheAgentOverAnEdit("before start", distinct);
    killTheAgentOverAnEdit("in the middle of start", greatest);
    killTheAgentOverAnEdit("after start", distinct);

    agent = agent(Failpoint.NONE);
    thenEachRecordCountsOnce(sent + 51);
    assertThat(world.count(closed)).as("as it was written").contains(100L);
  }

  @Test
  void theQueueIsFull() throws Exception {
    world.commitWithMemory(edition++, MEMORY_MEGABYTES);

    DaggerStatus refused =
        world.await(agent, "says why it waits", d -> d.reason().contains("MB of YARN's queue"));
    assertThat(refused.jobId()).isEqualTo(running.jobId());
    thenEachRecordCountsOnce();
  }

  @Test
  void noSavepointCanBeWritten() throws Exception {
    world.closeSavepoints(true);
    try {
      world.commit(edition++);
      world.await(agent, "goes on from a checkpoint", this::isAnother);
    } finally {
      world.closeSavepoints(false);
    }
    thenEachRecordCountsOnce();
  }

  /** It fails only where a window closes, long after it came up. */
  @Test
  void aDefinitionThatFailsAfterItsStartIsTakenBack() throws Exception {
    awaitStep("STABLE", revision, STEADY);
    String bad =
        world.commit(
            Services.yaml("requests, edition"),
            Services.sql(
                "COUNT(*) AS requests, CAST(service AS INT) AS edition", "http_status > 0"));
    world.await(agent, "runs as committed", this::isAnother);
    world.send(window.plusSeconds(10), 50);

    awaitStep(
        "ROLLBACK",
        bad,
        YarnWorld.LIMIT,
        // After a checkpoint between an event and its watermark, only the next event closes it.
        world.services::closeWindows);
    DaggerStatus back =
        world.await(
            agent,
            "is taken back",
            d -> d.state().equals("running") && d.change().equals("refuse"));
    assertThat(back.reason()).contains("bin/dagger retry " + Services.DAGGER);
    thenTheCountIs(150);
  }

  @Test
  void aNewRunnerComesToAJobWithItsState() throws Exception {
    agent.close();
    agent = world.agentOfAnotherVersion();
    agents.add(agent);

    world.await(agent, "goes over to it", this::isAnother);
    thenEachRecordCountsOnce();
    assertThat(world.journal()).contains("goes over to the new runner");
  }

  @Test
  void aDaggerThatIsRenamedKeepsItsState() throws Exception {
    String renamed = "platform/renamed-requests";
    Commits.delete(world.repository, "daggers");
    world.commit(
        renamed,
        Services.yaml("requests, edition") + "moved_from: %s\n".formatted(Services.DAGGER),
        YarnWorld.sql(edition++));
    Waiting.until(
        YarnWorld.LIMIT,
        () ->
            agent
                .client()
                .status()
                .dagger(renamed)
                .filter(d -> d.state().equals("running") && d.inSync())
                .isPresent(),
        () -> "not moved: " + agent.client().status());

    assertThat(world.only().dagger()).hasToString(renamed);
    thenEachRecordCountsOnce();

    Commits.delete(world.repository, "daggers");
    world.commitNothing();
    Waiting.until(YarnWorld.LIMIT, () -> world.live().isEmpty(), () -> "still there");
  }

  @Test
  void anEditWhoseStateDoesNotFitCountsOpenWindowsAnew() throws Exception {
    Instant closed = writeAWindow();

    world.commit(
        Services.yaml("requests, edition"),
        Services.sql(
            "COUNT(*) + COUNT(DISTINCT http_status) AS requests, COUNT(*) * 0 AS edition",
            "http_status > 0"));
    world.await(agent, "counts anew", this::isAnother);

    assertThat(world.journal()).contains("counts open windows anew: those that end after");
    thenEachRecordCountsOnce(151);
    assertThat(world.count(closed)).as("as it was written").contains(100L);
  }

  /**
   * Another agent carries out what one was about to.
   *
   * @return whether the first was killed there, or had nothing left to do
   */
  private boolean killTheAgent(String step) throws Exception {
    AgentProcess doomed = agent(step);
    Waiting.until(
        YarnWorld.LIMIT,
        () -> doomed.isKilled() || isInSync(doomed),
        () -> "neither killed nor done");
    boolean killed = doomed.isKilled();
    String where = killed ? doomed.killedAt() : "nowhere";
    doomed.close();

    agent = agent(Failpoint.NONE);
    running = world.awaitInSync(agent);
    System.out.printf("step %s: killed %s; live: %d%n", step, where, world.live().size());
    assertThat(world.only().id().value()).as("killed %s", where).isEqualTo(running.jobId());
    world.send(window, 10);
    sent += 10;
    world.awaitRead(agent, 10);
    agent.close();
    return killed;
  }

  private void killTheAgentOverAnEdit(String step, String count) throws Exception {
    String edit =
        world.commit(
            Services.yaml("requests, edition"),
            Services.sql(count + " AS requests, COUNT(*) * 0 AS edition", "http_status > 0"));
    assertThat(killTheAgent(step)).as(step).isTrue();
    assertThat(world.journal().lines())
        .as(step)
        .anyMatch(line -> line.contains(edit) && line.contains("counts open windows anew"));
  }

  /**
   * Leaves behind what the first definition wrote, a count of 100, and opens another window.
   *
   * @return the start of the one that is written
   */
  private Instant writeAWindow() throws Exception {
    Instant closed = window;
    Instant open = window.plusSeconds(600);
    world.send(open, 100);
    thenTheCountIs(100);
    window = open;
    return closed;
  }

  private interface Meanwhile {
    void act() throws Exception;
  }

  private static void awaitStep(String step, String revision, Duration limit) throws Exception {
    awaitStep(step, revision, limit, () -> {});
  }

  private static void awaitStep(String step, String revision, Duration limit, Meanwhile meanwhile)
      throws Exception {
    String first = "\"step\":\"%s\"".formatted(step);
    String second = "\"revision\":\"%s\"".formatted(revision);
    Waiting.until(
        limit,
        () -> {
          meanwhile.act();
          return world
              .journal()
              .lines()
              .anyMatch(line -> line.contains(first) && line.contains(second));
        },
        () -> "no %s in the journal; live: %s".formatted(step, liveNow()));
  }

  private static String liveNow() {
    try {
      return world.live().toString();
    } catch (Exception e) {
      return e.toString();
    }
  }

  private void thenEachRecordCountsOnce() throws Exception {
    thenEachRecordCountsOnce(150);
  }

  private void thenEachRecordCountsOnce(long count) throws Exception {
    world.send(window.plusSeconds(10), 50);
    world.services.closeWindows();
    thenTheCountIs(count);
  }

  private void thenTheCountIs(long count) throws Exception {
    world.thenTheCountIs(agent, window, count);
  }

  private static boolean isInSync(AgentProcess agent) throws Exception {
    try {
      return agent.leads() && world.dagger(agent).filter(YarnWorld::isInSync).isPresent();
    } catch (IOException e) {
      return false; // it may have been killed at this moment
    }
  }

  /** And all that is to be said of its start is in the journal. */
  private boolean isAnother(DaggerStatus dagger) {
    return YarnWorld.isInSync(dagger) && !running.jobId().equals(dagger.jobId());
  }

  private void awaitTrouble() throws Exception {
    Waiting.until(
        YarnWorld.LIMIT,
        () -> agent.client().status().error() != null,
        () -> "the agent notices nothing");
  }

  private List<ProcessHandle> containers() throws Exception {
    return world.containers(world.only());
  }

  private AgentProcess agent(String failpoint) throws Exception {
    AgentProcess started = world.agent(failpoint);
    agents.add(started);
    return started;
  }
}
