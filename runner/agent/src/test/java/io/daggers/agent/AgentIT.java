package io.daggers.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.agent.health.DaggerStatus;
import io.daggers.agent.health.StatusClient;
import io.daggers.agent.platform.embedded.EmbeddedPlatform;
import io.daggers.agent.repository.Commits;
import io.daggers.agent.repository.SignaturePolicy;
import io.daggers.agent.repository.remote.Access;
import io.daggers.job.secret.SecretReferences;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A commit becomes a running job: the whole way, on real git, Kafka, Flink and InfluxDB. */
class AgentIT {

  private static final String YAML = Services.yaml("requests");
  private static final String SQL = Services.sql("COUNT(*) AS requests", "http_status > 0");
  private static final String EDITED_YAML = Services.yaml("requests, thousands");
  private static final String EDITED_SQL =
      Services.sql("COUNT(*) AS requests, COUNT(*) / 1000e0 AS thousands", "http_status > 0");

  @TempDir static Path directory;
  private static Services services;

  @TempDir Path folder;
  private Path repository;
  private EmbeddedPlatform platform;
  private SyncAgent agent;
  private StatusClient client;

  @BeforeAll
  static void startServices() throws Exception {
    services = Services.start(directory);
  }

  @AfterAll
  static void stopServices() {
    services.close();
  }

  @BeforeEach
  void startAgentOnARepository() throws Exception {
    repository = folder.resolve("origin");
    Commits.init(repository);
    for (Map.Entry<String, byte[]> schema : Services.schemas().entrySet()) {
      Commits.write(
          repository, schema.getKey(), new String(schema.getValue(), StandardCharsets.UTF_8));
    }
    Commits.commit(repository, "schemas");
    startAgent();
  }

  @AfterEach
  void stopAgent() throws Exception {
    agent.close();
    platform.close();
  }

  @Test
  void carriesOutEachCommitAndCountsTheWindowThatWasOpenMeanwhileExactly() throws Exception {
    Instant window = services.nextHour();

    commit(YAML, SQL);
    await("runs", AgentIT::runsAsCommitted);
    services.send("edited", window, 100);
    awaitAllRead();
    String edit = commit(EDITED_YAML, EDITED_SQL);
    DaggerStatus edited =
        await("runs as edited", d -> runsAsCommitted(d) && edit.equals(d.runningRevision()));
    services.send("edited", window.plusSeconds(30), 50);
    services.closeWindows();

    awaitCount("edited", window);
    assertThat(services.count("edited", window)).contains(150L);

    commit(EDITED_YAML, EDITED_SQL.replace("COUNT(*) AS", "COUNT(*) SA"));
    DaggerStatus broken = await("is rejected", d -> "rejected".equals(d.verdict()));
    assertThat(broken.jobId()).isEqualTo(edited.jobId());
    assertThat(broken.state()).isEqualTo("running");
    assertThat(broken.inSync()).isFalse();
    assertThat(broken.diagnostics()).isNotEmpty();

    commit(EDITED_YAML + "critical: true\n", EDITED_SQL);
    await("runs as mended", AgentIT::runsAsCommitted);

    Commits.delete(repository, "daggers");
    Commits.commit(repository, "remove it");
    Waiting.until(() -> dagger().isEmpty(), () -> client.status().toString());
    assertThat(journal()).contains("\"step\":\"REMOVE\",\"outcome\":\"DONE\"");
    assertThat(platform.observe()).noneMatch(job -> job.state().isLive());
  }

  @Test
  void countsOpenWindowsAnewWhereStateDoesNotFit() throws Exception {
    Instant window = services.nextHour();
    Instant open = window.plus(Duration.ofMinutes(5));
    commit(YAML, SQL);
    await("runs", AgentIT::runsAsCommitted);
    services.send("anew", window, 10);
    services.send("anew", open, 100);
    awaitCount("anew", window);

    String edit =
        commit(
            YAML,
            Services.sql("COUNT(*) + COUNT(DISTINCT http_status) AS requests", "http_status > 0"));
    await("runs as edited", d -> runsAsCommitted(d) && edit.equals(d.runningRevision()));
    services.send("anew", open.plusSeconds(30), 50);
    services.closeWindows();

    awaitCount("anew", open);
    assertThat(services.count("anew", open)).contains(151L);
    assertThat(services.count("anew", window)).as("as the old one wrote it").contains(10L);
    assertThat(journal())
        .contains("counts open windows anew: those that end after")
        .doesNotContain("FAILED");
  }

  @Test
  void refusesAnEditWhoseWindowsCannotBeCountedAnewUntilResetAllowsIt() throws Exception {
    commit(YAML, SQL);
    await("runs", AgentIT::runsAsCommitted);
    String otherSql =
        SQL.replace("TUMBLE(TABLE requests,", "SESSION(TABLE requests PARTITION BY service,");

    commit(YAML, otherSql);
    DaggerStatus refused = await("is refused", d -> d.change().equals("refuse"));
    assertThat(refused.state()).isEqualTo("running");
    assertThat(refused.reason()).contains("the old definition keeps running", "`reset:`");

    commit(YAML + "reset: errors only\n", otherSql);
    await("runs as reset", AgentIT::runsAsCommitted);
  }

  @Test
  void aNewNameGoesOnWithTheCountsOfItsFormerOne() throws Exception {
    Instant window = services.nextHour();
    commit(YAML, SQL);
    await("runs", AgentIT::runsAsCommitted);
    services.send("renamed", window, 70);
    awaitAllRead();

    String renamed = Services.DAGGER + "-renamed";
    Commits.delete(repository, "daggers");
    Commits.write(
        repository,
        "daggers/" + renamed + "/dagger.yaml",
        YAML + "moved_from: " + Services.DAGGER + "\n");
    Commits.write(repository, "daggers/" + renamed + "/query.sql", SQL);
    Commits.commit(repository, "rename");
    Waiting.until(
        () -> client.status().dagger(renamed).filter(AgentIT::runsAsCommitted).isPresent(),
        () -> client.status().toString());
    services.send("renamed", window.plusSeconds(1), 30);
    services.closeWindows();

    awaitCount("renamed", window);
    assertThat(services.count("renamed", window)).contains(100L);
    assertThat(dagger()).isEmpty();
    assertThat(journal()).contains("moved from " + Services.DAGGER + ", and keeps its state");
  }

  @Test
  void goesOnWhereTheAgentBeforeItStopped() throws Exception {
    Instant window = services.nextHour();
    commit(YAML, SQL);
    await("runs", AgentIT::runsAsCommitted);
    services.send("restarted", window, 70);
    awaitAllRead();

    stopAgent();
    services.send("restarted", window.plusSeconds(1), 30);
    startAgent();
    services.closeWindows();

    awaitCount("restarted", window);
    assertThat(services.count("restarted", window)).contains(100L);
    assertThat(journal()).contains("goes on from the state it left behind");
  }

  @Test
  void goesOnFromACheckpointWhereItsFlinkWentAway() throws Exception {
    Instant window = services.nextHour();
    commit(YAML, SQL);
    await("runs", AgentIT::runsAsCommitted);
    services.send("crashed", window, 70);
    awaitAllRead();

    platform.close();
    agent.close();
    services.send("crashed", window.plusSeconds(1), 30);
    startAgent();
    services.closeWindows();

    awaitCount("crashed", window);
    assertThat(services.count("crashed", window)).contains(100L);
    assertThat(journal()).contains("\"step\":\"END\"");
  }

  private String commit(String yaml, String sql) throws Exception {
    Commits.write(repository, "daggers/" + Services.DAGGER + "/dagger.yaml", yaml);
    Commits.write(repository, "daggers/" + Services.DAGGER + "/query.sql", sql);
    return Commits.commit(repository, "edit");
  }

  private static boolean runsAsCommitted(DaggerStatus dagger) {
    return dagger.state().equals("running") && dagger.inSync() && dagger.change().equals("keep");
  }

  private DaggerStatus await(String what, Predicate<DaggerStatus> condition) throws Exception {
    Waiting.until(
        () -> dagger().filter(condition).isPresent(),
        () -> "not seen that it " + what + ": " + client.status());
    return dagger().orElseThrow();
  }

  private void awaitAllRead() throws Exception {
    await("read all", d -> Objects.equals(d.metrics().recordsIn(), services.sent()));
  }

  private static void awaitCount(String service, Instant window) throws Exception {
    Waiting.until(() -> services.count(service, window).isPresent(), () -> "no row of " + service);
  }

  private Optional<DaggerStatus> dagger() throws Exception {
    return client.status().dagger(Services.DAGGER);
  }

  private String journal() throws Exception {
    return Files.readString(folder.resolve("agent/journal.jsonl"));
  }

  private void startAgent() throws Exception {
    platform = EmbeddedPlatform.start(services.environment(), SecretReferences.WITHOUT_FILES::late);
    agent =
        SyncAgent.start(
            new AgentConfig(
                services.environment(),
                repository.toString(),
                Access.FREE,
                SignaturePolicy.OFF,
                "main",
                folder.resolve("agent"),
                Duration.ofMillis(200),
                0),
            platform);
    client = new StatusClient(agent.address());
  }
}
