package io.daggers.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.agent.health.DaggerStatus;
import io.daggers.agent.repository.Commits;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Agents on a real YARN: what is merged is what runs, once, whatever happens to the agent. */
class YarnAgentIT {

  private static final int MEMORY_MEGABYTES = 8_192;

  @TempDir static Path directory;
  private static YarnWorld world;

  private final List<AgentProcess> agents = new ArrayList<>();

  @BeforeAll
  static void startWorld() throws Exception {
    world = YarnWorld.start(directory, MEMORY_MEGABYTES);
  }

  @AfterAll
  static void endWorld() throws Exception {
    world.close();
  }

  @AfterEach
  void endAgents() throws Exception {
    for (AgentProcess each : agents) {
      each.close();
    }
  }

  @Test
  void carriesOutCommitsWithStateAndOutlivesItsAgent() throws Exception {
    Services services = world.services;
    Instant window = services.nextHour();
    AgentProcess agent = agent(Failpoint.NONE);

    world.commit(1);
    DaggerStatus first = world.awaitInSync(agent);
    services.send("carried", window, 100);
    world.awaitRead(agent, 100);
    world.commit(2);
    DaggerStatus second =
        world.await(
            agent,
            "runs as edited",
            d -> d.inSync() && d.state().equals("running") && !first.jobId().equals(d.jobId()));

    agent.signal("KILL");
    services.send("carried", window.plusSeconds(10), 50);
    AgentProcess next = agent(Failpoint.NONE);
    assertThat(world.awaitInSync(next).jobId()).isEqualTo(second.jobId());

    next.close();
    world.loseJournal();
    AgentProcess without = agent(Failpoint.NONE);
    assertThat(world.awaitInSync(without).jobId()).isEqualTo(second.jobId());
    assertThat(world.journal()).contains("was found on its platform");

    services.closeWindows();
    awaitCount("carried", window, 150);

    Commits.delete(world.repository, "daggers");
    Commits.commit(world.repository, "remove it");
    Waiting.until(YarnWorld.LIMIT, () -> world.live().isEmpty(), () -> "still there");
    Waiting.until(
        YarnWorld.LIMIT,
        () -> world.journal().contains("\"step\":\"REMOVE\",\"outcome\":\"DONE\""),
        () -> "not in the journal");
  }

  @Test
  void startsNothingTwiceWhereItsAgentIsKilledInTheMiddle() throws Exception {
    Instant window = world.services.nextHour();
    long sent = 0;
    int edition = 10;
    for (String step : List.of("before start", "in the middle of start")) {
      world.commit(edition++);
      try (AgentProcess doomed = agent(step)) {
        Waiting.until(YarnWorld.LIMIT, doomed::isKilled, () -> "not killed " + step);
      }
      try (AgentProcess agent = agent(Failpoint.NONE)) {
        DaggerStatus running = world.awaitInSync(agent);
        assertThat(world.live())
            .as("killed %s", step)
            .extracting(job -> job.id().value())
            .containsExactly(running.jobId());
        world.services.send("killed", window, 10);
        sent += 10;
        world.awaitRead(agent, 10);
      }
    }
    world.services.closeWindows();
    awaitCount("killed", window, sent);
  }

  private AgentProcess agent(String failpoint) throws Exception {
    AgentProcess agent = world.agent(failpoint);
    agents.add(agent);
    return agent;
  }

  private static void awaitCount(String service, Instant window, long count) throws Exception {
    Waiting.until(
        YarnWorld.LIMIT,
        () -> world.services.count(service, window).isPresent(),
        () -> "no row of " + service);
    assertThat(world.services.count(service, window)).contains(count);
  }
}
