package io.daggers.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.daggers.agent.health.DaggerStatus;
import io.daggers.agent.health.HistoryLine;
import io.daggers.agent.health.Status;
import io.daggers.agent.health.StatusClient;
import io.daggers.agent.health.TurnedDownException;
import io.daggers.agent.journal.FolderStorage;
import io.daggers.agent.journal.Journal;
import io.daggers.agent.platform.InMemoryPlatform;
import io.daggers.agent.platform.JobId;
import io.daggers.agent.platform.JobState;
import io.daggers.agent.report.StatusHost;
import io.daggers.agent.repository.Commits;
import io.daggers.agent.repository.SignaturePolicy;
import io.daggers.agent.repository.Snapshot;
import io.daggers.agent.repository.remote.Access;
import io.daggers.definition.DaggerName;
import io.daggers.topology.CommitStatuses;
import io.daggers.topology.Environment;
import io.daggers.validator.Judgement;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyncAgentTest {

  private static final String NAME = "transport/bookings";

  @TempDir Path folder;
  private final InMemoryPlatform platform = new InMemoryPlatform();
  private final TickingClock clock = new TickingClock(Instant.parse("2026-01-01T00:00:00Z"));
  private Path origin;
  private SyncAgent agent;

  @BeforeEach
  void commitADagger() throws Exception {
    origin = folder.resolve("origin");
    Commits.init(origin);
    commit("1");
    agent = startAgent();
  }

  @AfterEach
  void close() throws Exception {
    agent.close();
  }

  @Test
  void runsWhatIsCommitted() throws Exception {
    await(SyncAgentTest::runsAsCommitted);

    String second = commit("2");
    DaggerStatus edited = await(d -> runsAsCommitted(d) && second.equals(d.runningRevision()));

    assertThat(edited.state()).isEqualTo("running");
    assertThat(edited.desiredRevision()).isEqualTo(second);
    assertThat(edited.reason()).isEqualTo("runs as committed");
    assertThat(edited.lastChange().step()).isEqualTo("start");
    assertThat(edited.lastChange().outcome()).isEqualTo("done");
    assertThat(edited.course().drift()).isFalse();
    assertThat(edited.course().steady()).isFalse();
    assertThat(edited.course().stateSince()).isEqualTo(clock.instant());
    assertThat(edited.course().mergeToRunningSeconds()).isZero();
    assertThat(agent.status().mergeToRunningSeconds().count()).isEqualTo(2);
  }

  @Test
  void saysWhatFailsAndThatWhatRunsIsNotWhatWasCommitted() throws Exception {
    await(SyncAgentTest::runsAsCommitted);
    platform.breakPreparing(NAME, true);

    commit("2");

    DaggerStatus waits = await(dagger -> dagger.nextTry() != null);
    assertThat(waits.state()).isEqualTo("running");
    assertThat(waits.course().drift()).isTrue();
    assertThat(waits.course().failures()).isEqualTo(1);
  }

  @Test
  void keepsTheLastCommitInForceWhileTheRepositoryCannotBeRead() throws Exception {
    await(SyncAgentTest::runsAsCommitted);

    Files.move(origin, folder.resolve("elsewhere"));
    Waiting.until(() -> agent.status().error() != null, () -> "no error");
    platform.turn(NAME, JobState.FINISHED, "somebody stopped it");

    await(dagger -> dagger.state().equals("running"));
    assertThat(agent.status().lastSync()).isNotNull();
  }

  @Test
  void keepsTheLastCommitInForceWhereTheNextOneCannotBeJudged() throws Exception {
    await(SyncAgentTest::runsAsCommitted);

    commit("not a number");
    Waiting.until(() -> agent.status().error() != null, () -> "no error");
    assertThat(agent.status().error()).startsWith("a bug of ours");
    assertThat(platform.liveBundle(NAME)).isPresent();

    commit("3");
    await(dagger -> runsAsCommitted(dagger) && agent.status().error() == null);
  }

  @Test
  void keepsTheLastCommitInForceWhereTheNextOneIsTooDeepToJudge() throws Exception {
    await(DaggerStatus::inSync);

    commit("too deep");
    Waiting.until(() -> agent.status().error() != null, () -> "no error");
    platform.turn(NAME, JobState.FINISHED, "somebody stopped it");

    await(dagger -> dagger.state().equals("running"));
    assertThat(agent.status().error()).contains("cannot be judged", "StackOverflowError");
  }

  @Test
  void goesOnAfterATurnThatBrokeOff() throws Exception {
    await(DaggerStatus::inSync);

    platform.stumble(new StackOverflowError("deep inside"));
    Waiting.until(() -> agent.status().error() != null, () -> "no error");
    assertThat(agent.status().error()).contains("a turn broke off", "deep inside");
    assertThat(get("/healthz").statusCode()).isEqualTo(200);
    clock.pass(Duration.ofMinutes(6));
    assertThat(get("/healthz").statusCode()).isEqualTo(503);

    platform.stumble(null);
    Waiting.until(() -> get("/healthz").statusCode() == 200, () -> agent.status().toString());
    assertThat(agent.status().error()).isNull();
  }

  @Test
  void isNotWellOnceThePlatformHasNotAnsweredForLong() throws Exception {
    platform.fallSilent(true);
    Waiting.until(() -> agent.status().error() != null, () -> "no error");

    clock.pass(Duration.ofMinutes(6));

    assertThat(get("/healthz").statusCode()).isEqualTo(503);
    platform.fallSilent(false);
  }

  @Test
  void isWellWhileAStartTakesLong() throws Exception {
    platform.holdStarts(NAME, true);
    commit("2");
    Waiting.until(platform::isHolding, () -> agent.status().toString());

    clock.pass(Duration.ofMinutes(6));

    Waiting.until(() -> get("/healthz").statusCode() == 200, () -> agent.status().toString());
    platform.holdStarts(NAME, false);
  }

  @Test
  void namesThePortThatIsTakenAndLetsGoOfItsFolder() throws Exception {
    AgentConfig same = config("another", agent.address().getPort());

    assertThatThrownBy(
            () ->
                SyncAgent.start(
                    same,
                    platform,
                    FolderStorage.open(same.folder()),
                    SyncAgentTest::desired,
                    Clock.systemUTC()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("port " + agent.address().getPort() + " is taken");

    Journal.open(same.folder()).close();
  }

  @Test
  void leavesSavepointsFromWhichTheNextAgentGoesOn() throws Exception {
    await(SyncAgentTest::runsAsCommitted);
    Optional<JobId> lineage = platform.lineage(NAME);

    agent.close();
    assertThat(platform.liveBundle(NAME)).isEmpty();
    agent = startAgent();

    await(SyncAgentTest::runsAsCommitted);
    assertThat(platform.lineage(NAME)).isEqualTo(lineage);
  }

  @Test
  void answersOverHttp() throws Exception {
    await(SyncAgentTest::runsAsCommitted);

    Status status = new StatusClient(agent.address()).status();

    assertThat(status.branch()).isEqualTo("main");
    assertThat(status.dagger(NAME)).isPresent();
    assertThat(get("/healthz").body()).isEqualTo("ok\n");
    assertThat(get("/metrics").body())
        .contains("daggers_dagger_in_sync{environment=\"test\",dagger=\"transport/bookings\"} 1\n")
        .contains(
            "daggers_dagger_state{environment=\"test\",dagger=\"transport/bookings\",state=\"running\"} 1\n");
    assertThat(get("/").body()).contains("<title>daggers</title>");
    assertThat(get("/favicon.ico").statusCode()).isEqualTo(404);
  }

  @Test
  void doesWhatAPersonAsks() throws Exception {
    await(SyncAgentTest::runsAsCommitted);
    StatusClient client = new StatusClient(agent.address());
    DaggerName name = DaggerName.parse(NAME);

    assertThat(client.restart(name)).startsWith(NAME + " is stopped with a savepoint");
    Waiting.until(() -> platform.starts() == 2, () -> agent.status().toString());
    await(SyncAgentTest::runsAsCommitted);
    assertThat(client.retry(name)).startsWith("nothing of transport/bookings waits");

    platform.breakStarts(NAME, true);
    platform.turn(NAME, JobState.FINISHED, "somebody stopped it");
    DaggerStatus waits = await(dagger -> dagger.nextTry() != null);
    assertThat(waits.nextTry()).isEqualTo(clock.instant().plusSeconds(10));
    platform.breakStarts(NAME, false);
    assertThat(client.retry(name)).startsWith("transport/bookings is tried again now");
    await(SyncAgentTest::runsAsCommitted);

    assertThat(client.history(name))
        .extracting(HistoryLine::step, HistoryLine::outcome, HistoryLine::author)
        .contains(
            tuple("start", "done", "Ana Lyst"),
            tuple("restart", "done", "Ana Lyst"),
            tuple("stop", "done", "Ana Lyst"),
            tuple("start", "failed", "Ana Lyst"),
            tuple("retry", "done", "Ana Lyst"));
  }

  @Test
  void saysWhyItDoesNotDoWhatAPersonAsks() throws Exception {
    await(SyncAgentTest::runsAsCommitted);
    StatusClient client = new StatusClient(agent.address());
    DaggerName unknown = DaggerName.parse("transport/booking");

    assertThatThrownBy(() -> client.restart(unknown))
        .isInstanceOf(TurnedDownException.class)
        .hasMessage(
            "there is no dagger transport/booking; those that there are: bin/dagger status");
    assertThatThrownBy(() -> client.confirm("HEAD"))
        .hasMessageStartingWith("'head' is no revision: that is 40 digits");
    assertThatThrownBy(() -> client.confirm("00000"))
        .hasMessageStartingWith("no commits that are known begin with 00000");
    platform.breakStarts(NAME, true);
    platform.turn(NAME, JobState.FINISHED, "somebody stopped it");
    await(dagger -> dagger.nextTry() != null);
    assertThatThrownBy(() -> client.restart(DaggerName.parse(NAME)))
        .hasMessageStartingWith("transport/bookings has no job that could be restarted");
  }

  @Test
  void confirmsACommitByTheFirstDigitsOfItsRevision() throws Exception {
    DaggerStatus dagger = await(SyncAgentTest::runsAsCommitted);
    StatusClient client = new StatusClient(agent.address());
    String revision = dagger.desiredRevision();

    assertThat(client.confirm(revision.substring(0, 12)))
        .isEqualTo("commit %s is confirmed, and is carried out as it is".formatted(revision));
    assertThat(client.confirm(revision)).contains(revision);

    assertThat(Files.readAllLines(folder.resolve("agent/journal.jsonl")))
        .filteredOn(line -> line.contains("\"CONFIRM\""))
        .singleElement()
        .asString()
        .contains(revision);
  }

  @Test
  void takesNothingFromWebPages() throws Exception {
    DaggerStatus dagger = await(SyncAgentTest::runsAsCommitted);
    URI restart = agent.address().resolve("/restart?dagger=" + NAME);
    HttpRequest.Builder post =
        HttpRequest.newBuilder(restart).POST(HttpRequest.BodyPublishers.noBody());

    assertThat(send(HttpRequest.newBuilder(restart)).statusCode()).isEqualTo(405);
    assertThat(send(post.copy()).statusCode()).isEqualTo(403);
    assertThat(
            send(post.copy().header("X-Daggers", "1").header("Origin", "http://127.0.0.1:1"))
                .statusCode())
        .isEqualTo(403);
    assertThat(
            send(HttpRequest.newBuilder(restart)
                    .method("OPTIONS", HttpRequest.BodyPublishers.noBody()))
                .statusCode())
        .isEqualTo(405);
    assertThat(agent.status().dagger(NAME).orElseThrow().jobId()).isEqualTo(dagger.jobId());
    assertThat(Files.readString(folder.resolve("agent/journal.jsonl"))).doesNotContain("RESTART");
  }

  @Test
  void tellsEachCommitOnceHowItFares() throws Exception {
    try (StatusHost host = StatusHost.start(CommitStatuses.Host.GITHUB)) {
      AgentConfig config = config("agent", 0, host.target());
      agent.close();
      agent = started(config);
      awaitTold(host, " daggers/test success: 1 daggers run as committed");

      String second = commit("2");
      awaitTold(host, second + " daggers/test success: 1 daggers run as committed");
      agent.close();
      agent = started(config);
      await(SyncAgentTest::runsAsCommitted);
      String third = commit("3");
      awaitTold(host, third + " daggers/test success: 1 daggers run as committed");

      assertThat(host.told())
          .doesNotHaveDuplicates()
          .contains(second + " daggers/test pending: 1 of 1 daggers are being changed");
    }
  }

  @Test
  void tellsACommitThatItIsNotPutInForce() throws Exception {
    try (StatusHost host = StatusHost.start(CommitStatuses.Host.GITHUB)) {
      agent.close();
      agent = started(config("agent", 0, host.target()));
      awaitTold(host, " success: 1 daggers run as committed");

      String rewritten = Commits.amend(origin, "in its place");
      Waiting.until(
          () -> host.told().stream().anyMatch(status -> status.startsWith(rewritten)),
          () -> host.told().toString());

      assertThat(host.told().get(host.told().size() - 1))
          .startsWith(rewritten + " daggers/test failure: branch 'main' is frozen: its newest");
      assertThat(agent.status().held().revision()).isEqualTo(rewritten);
    }
  }

  private static void awaitTold(StatusHost host, String end) throws Exception {
    Waiting.until(
        () -> host.told().stream().anyMatch(status -> status.endsWith(end)),
        () -> host.told().toString());
  }

  private SyncAgent startAgent() throws Exception {
    return started(config("agent", 0));
  }

  private SyncAgent started(AgentConfig config) throws Exception {
    return SyncAgent.start(
        config, platform, FolderStorage.open(config.folder()), SyncAgentTest::desired, clock);
  }

  private AgentConfig config(String name, int port) {
    return config(name, port, null);
  }

  private AgentConfig config(String name, int port, @Nullable CommitStatuses statuses) {
    Environment environment =
        new Environment(
            "test",
            Environment.Platform.EMBEDDED,
            Map.of(),
            Map.of(),
            Duration.ofSeconds(1),
            Environment.StateBackend.HASHMAP,
            "file:///unused",
            "file:///unused",
            Environment.DEFAULT_TRANSACTION_TIMEOUT,
            Environment.DeadLetters.NOT_KEPT,
            null,
            statuses);
    Access access = new Access(null, null, null, null, reference -> StatusHost.TOKEN);
    Duration poll = Duration.ofMillis(50);
    return new AgentConfig(
        environment,
        origin.toString(),
        access,
        SignaturePolicy.OFF,
        "main",
        folder.resolve(name),
        poll,
        port);
  }

  /** The query is a number, so that no validator is needed. */
  private static DesiredState desired(Snapshot snapshot) {
    Wish wish = Wish.of(NAME);
    String query = snapshot.files().text("daggers/" + NAME + "/query.sql").orElseThrow();
    if (query.equals("too deep")) {
      throw new StackOverflowError();
    }
    int edits = Integer.parseInt(query);
    for (int i = 0; i < edits; i++) {
      wish = wish.edited();
    }
    return new DesiredState(
        snapshot, new Judgement(List.of(), List.of()), Wish.all(List.of(wish)).jobs());
  }

  private String commit(String query) throws Exception {
    Commits.write(origin, "daggers/" + NAME + "/query.sql", query);
    return Commits.commit(origin, "edit");
  }

  private static boolean runsAsCommitted(DaggerStatus dagger) {
    return dagger.inSync() && dagger.change().equals("keep");
  }

  private DaggerStatus await(Predicate<DaggerStatus> condition) throws Exception {
    Waiting.until(
        () -> agent.status().dagger(NAME).filter(condition).isPresent(),
        () -> agent.status().toString());
    return agent.status().dagger(NAME).orElseThrow();
  }

  private HttpResponse<String> get(String path) throws Exception {
    URI uri = agent.address().resolve(path);
    return send(HttpRequest.newBuilder(uri));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
