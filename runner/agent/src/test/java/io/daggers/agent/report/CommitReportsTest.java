package io.daggers.agent.report;

import static io.daggers.agent.report.Statuses.FIRST;
import static io.daggers.agent.report.Statuses.SECOND;
import static io.daggers.agent.report.Statuses.fine;
import static io.daggers.agent.report.Statuses.rejected;
import static io.daggers.agent.report.Statuses.starting;
import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.agent.TickingClock;
import io.daggers.agent.Waiting;
import io.daggers.agent.memory.Notes;
import io.daggers.agent.memory.NotesInMemory;
import io.daggers.topology.CommitStatuses;
import io.daggers.topology.CommitStatuses.Host;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CommitReportsTest {

  private final Notes notes = new NotesInMemory();
  private final TickingClock clock = new TickingClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final AtomicInteger asked = new AtomicInteger();
  private volatile String token = StatusHost.TOKEN;
  private StatusHost host;
  private CommitReports reports;

  @AfterEach
  void close() {
    reports.close();
    if (host != null) {
      host.close();
    }
  }

  @ParameterizedTest
  @EnumSource(Host.class)
  void tellsTheHostEachStepOnceAsItsDocumentationSays(Host kind) throws Exception {
    startHost(kind);

    reports.see(Statuses.of(FIRST, starting("a/a")));
    await(1);
    reports.see(Statuses.of(FIRST, fine("a/a")));
    await(2);
    reports.see(Statuses.of(FIRST, fine("a/a")));
    reports.see(Statuses.of(SECOND, rejected("a/a", "there is no column 'x'")));
    await(3);

    assertThat(host.told())
        .containsExactly(
            FIRST + " daggers/staging pending: 1 of 1 daggers are being changed",
            FIRST + " daggers/staging success: 1 daggers run as committed",
            SECOND
                + (kind == Host.GITHUB ? " daggers/staging failure: " : " daggers/staging failed: ")
                + "a/a: was rejected: there is no column 'x'");
  }

  @Test
  void doesNotRepeatItselfInTheNextAgent() throws Exception {
    startHost(Host.GITHUB);
    reports.see(Statuses.of(FIRST, fine("a/a")));
    await(1);
    Waiting.until(() -> !told().isEmpty(), () -> "nothing is noted");

    startAgain();
    reports.see(Statuses.of(FIRST, starting("a/a")));
    reports.see(Statuses.of(FIRST, fine("a/a")));
    reports.see(Statuses.of(SECOND, fine("a/a")));
    await(2);

    assertThat(host.told()).last().asString().startsWith(SECOND);
    assertThat(told().toString()).contains("SUCCESS").doesNotContain(StatusHost.TOKEN);
  }

  @Test
  void triesAgainWhereTheHostAsksItToWait() throws Exception {
    startHost(Host.GITHUB);
    host.refuse(429, "Retry-After", "1", "");
    host.refuse(503, "Server", "test", "");

    reports.see(Statuses.of(FIRST, fine("a/a")));
    await(1);

    assertThat(host.requests()).isEqualTo(3);
  }

  @Test
  void tellsTheNewestWhereTheHostWasAway() throws Exception {
    startHost(Host.GITHUB);
    host.refuse(503, "Server", "test", "");

    reports.see(Statuses.of(FIRST, starting("a/a")));
    Waiting.until(() -> host.requests() == 1, () -> "no request");
    for (int i = 0; i < 1_000; i++) {
      reports.see(Statuses.of((i % 2 == 0 ? "3" : "4").repeat(40), fine("a/a")));
    }
    reports.see(Statuses.of(SECOND, fine("a/a")));
    await(1);

    assertThat(host.told())
        .containsExactly(SECOND + " daggers/staging success: 1 daggers run as committed");
  }

  @Test
  void givesUpWhatTheHostRefusesAndGoesOnWithTheNext() throws Exception {
    startHost(Host.GITHUB);
    host.refuse(422, "Server", "test", "{\"message\": \"No commit found for SHA\"}");

    reports.see(Statuses.of(FIRST, fine("a/a")));
    Waiting.until(() -> host.requests() == 1, () -> "no request");
    reports.see(Statuses.of(FIRST, fine("a/a")));
    reports.see(Statuses.of(SECOND, fine("a/a")));
    await(1);

    assertThat(host.told()).hasSize(1);
    assertThat(host.requests()).isEqualTo(2);
  }

  @Test
  void takesATokenThatIsSetLater() throws Exception {
    token = "";
    startHost(Host.GITLAB);

    reports.see(Statuses.of(FIRST, fine("a/a")));
    Waiting.until(() -> asked.get() > 0, () -> "the token is not asked for");
    token = StatusHost.TOKEN;
    await(1);

    assertThat(host.told()).hasSize(1);
  }

  @Test
  void doesNotSendTheTokenElsewhere() throws Exception {
    startHost(Host.GITHUB);
    StatusHost other = StatusHost.start(Host.GITHUB);
    host.refuse(307, "Location", other.target().api() + "/repos/data/daggers", "");

    reports.see(Statuses.of(FIRST, fine("a/a")));
    Waiting.until(() -> host.requests() == 1, () -> "no request");
    reports.see(Statuses.of(SECOND, fine("a/a")));
    await(1);

    assertThat(other.requests()).isZero();
    other.close();
  }

  @Test
  void holdsUpNobodyWhereNobodyIsThere() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    CommitStatuses target =
        new CommitStatuses(
            Host.GITHUB, "data/daggers", "secret://file/token", "http://127.0.0.1:" + port);
    reports = CommitReports.start(target, "staging", this::secret, notes, clock);

    reports.see(Statuses.of(FIRST, fine("a/a")));
    Waiting.until(() -> asked.get() > 1, () -> "it is not tried again");

    assertThat(told()).isEmpty();
  }

  private String secret(String reference) {
    asked.incrementAndGet();
    if (token.isEmpty()) {
      throw new IllegalArgumentException("there is no " + reference);
    }
    return token;
  }

  private void startHost(Host kind) throws Exception {
    host = StatusHost.start(kind);
    startAgain();
  }

  private void startAgain() {
    if (reports != null) {
      reports.close();
    }
    reports = CommitReports.start(host.target(), "staging", this::secret, notes, clock);
  }

  private Map<String, String> told() {
    return notes.noted("commit-status");
  }

  private void await(int statuses) throws Exception {
    Waiting.until(() -> host.told().size() >= statuses, () -> host.told().toString());
  }
}
