package io.daggers.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.agent.journal.FolderStorage;
import io.daggers.agent.journal.Journal;
import io.daggers.agent.platform.InMemoryPlatform;
import io.daggers.agent.platform.InitialState;
import io.daggers.agent.platform.JobId;
import io.daggers.agent.platform.ObservedJob;
import io.daggers.agent.platform.yarn.HadoopFolder;
import io.daggers.agent.platform.yarn.YarnPlatform;
import io.daggers.agent.repository.Commits;
import io.daggers.job.bundle.JobBundle;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Measures what the agent costs, and prints it: {@code make bench-agent}. */
@EnabledIfSystemProperty(
    named = "daggers.cost",
    matches = "true",
    disabledReason = "it measures; make bench-agent runs it")
class AgentCostIT {

  private static final int DAGGERS = 1_000;
  private static final int ROUNDS = Integer.getInteger("daggers.cost.rounds", 5);
  private static final int MEMORY_MEGABYTES = 8_192;

  @TempDir static Path directory;

  /** By turns, so that what else the machine does falls on both. */
  @Test
  void fromACommitToAJobThatRuns() throws Exception {
    try (YarnWorld world = YarnWorld.start(directory, MEMORY_MEGABYTES);
        YarnPlatform bare = bare(world);
        AgentProcess agent = world.agentCommand()) {
      world.commitNothing();
      agent.client();
      List<Double> merged = new ArrayList<>();
      List<Double> started = new ArrayList<>();
      for (int round = 0; round <= ROUNDS; round++) {
        double merge = seconds(() -> awaitUp(world, agent));
        remove(world);
        JobId id = bare.nextId();
        JobBundle bundle = bundle(world, round);
        double start = seconds(() -> bare.start(id, bundle, new InitialState.Empty()));
        bare.stop(id);
        System.out.printf("round %d: commit to running %.2f s, bare %.2f s%n", round, merge, start);
        if (round > 0) { // the first one warms up
          merged.add(merge);
          started.add(start);
        }
      }
      double ratio = median(merged) / median(started);
      System.out.printf(
          "commit to running: %.2f s, bare start of the same job: %.2f s, %.2f times; medians of %d%n",
          median(merged), median(started), ratio, ROUNDS);
      System.out.printf(
          "the agent's process: %d MB resident, %d MB at most%n",
          agent.megabytes("VmRSS"), agent.megabytes("VmHWM"));
    }
  }

  @Test
  void aLookAsksTheResourceManagerNoMoreWhereThereAreMoreJobs(@TempDir Path folder)
      throws Exception {
    try (YarnWorld world = YarnWorld.start(folder, MEMORY_MEGABYTES);
        YarnPlatform platform = bare(world)) {
      long without = callsOfTenLooks(world, platform);
      for (int job = 0; job < 2; job++) {
        platform.start(platform.nextId(), bundle(world, job), new InitialState.Empty());
      }
      long with = callsOfTenLooks(world, platform);

      System.out.printf(
          "ten looks ask the ResourceManager %d times without a job, %d times with two%n",
          without, with);
      assertThat(with).isEqualTo(without).isPositive();
      for (ObservedJob job : platform.observe()) {
        platform.stop(job.id());
      }
    }
  }

  private static long callsOfTenLooks(YarnWorld world, YarnPlatform platform) throws Exception {
    AnsweredCalls calls = AnsweredCalls.of(world.yarn);
    long before = calls.count();
    for (int i = 0; i < 10; i++) {
      assertThat(platform.observe()).isNotNull();
    }
    return calls.count() - before;
  }

  @Test
  void aRoundWithNothingToDo() throws Exception {
    InMemoryPlatform platform = new InMemoryPlatform();
    try (Journal journal = Journal.open(FolderStorage.open(directory.resolve("thousand")))) {
      Rounds rounds = new Rounds(platform, journal, Clock.systemUTC());
      DesiredState wanted =
          Wish.all(
              IntStream.range(0, DAGGERS)
                  .mapToObj(i -> Wish.of("team" + i % 20 + "/dagger-" + i))
                  .toList());
      do {
        rounds.next(wanted, Instant.now());
        rounds.await(Duration.ofMinutes(2));
      } while (rounds.isBusy());
      List<Double> idle = new ArrayList<>();
      for (int round = 0; round <= ROUNDS; round++) {
        double next = seconds(() -> rounds.next(wanted, Instant.now()));
        if (round > 0) {
          idle.add(next);
        }
      }
      assertThat(rounds.last().jobs()).hasSize(DAGGERS);
      System.gc();
      Runtime java = Runtime.getRuntime();
      System.out.printf(
          "a round of %d daggers with nothing to do: %.3f s; median of %d; %d MB of live heap%n",
          DAGGERS, median(idle), ROUNDS, (java.totalMemory() - java.freeMemory()) >> 20);
    }
  }

  private static void awaitUp(YarnWorld world, AgentProcess agent) throws Exception {
    world.commit(1);
    world.awaitInSync(agent);
  }

  private static void remove(YarnWorld world) throws Exception {
    Commits.delete(world.repository, "daggers");
    world.commitNothing();
    Waiting.until(YarnWorld.LIMIT, () -> world.live().isEmpty(), () -> "still there");
  }

  /** In an environment of its own, so that no agent looks after it. */
  private static YarnPlatform bare(YarnWorld world) throws Exception {
    return YarnPlatform.connect(
        world.environment("bare"),
        HadoopFolder.of(world.yarn.configuration()),
        AgentProcess.jars(),
        directory.resolve("bare"));
  }

  private static JobBundle bundle(YarnWorld world, int round) throws Exception {
    String columns = "COUNT(*) AS requests, COUNT(*) * 0 + %d AS edition".formatted(round);
    return world.services.bundle(
        Services.yaml("requests, edition"),
        Services.sql(columns, "http_status > 0"),
        world.environment("bare"));
  }

  private interface Work {
    void run() throws Exception;
  }

  private static double seconds(Work work) throws Exception {
    long begun = System.nanoTime();
    work.run();
    return (System.nanoTime() - begun) / 1e9;
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
