package io.daggers.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.agent.health.DaggerStatus;
import io.daggers.agent.health.Desk;
import io.daggers.agent.health.Distribution;
import io.daggers.agent.health.HistoryLine;
import io.daggers.agent.health.Status;
import io.daggers.agent.health.StatusServer;
import io.daggers.agent.health.TurnedDownException;
import io.daggers.cli.Repositories.Answer;
import io.daggers.definition.DaggerName;
import io.daggers.diagnostic.Finding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people ask an agent, and what they read. */
class AskingAnAgentTest {

  private static final Instant T = Instant.parse("2026-01-01T00:00:00Z");
  private static final String REVISION = "0123456789abcdef0123456789abcdef01234567";

  private final List<String> asked = new ArrayList<>();
  private StatusServer server;

  @BeforeEach
  void listen() throws Exception {
    server = StatusServer.start(0, AskingAnAgentTest::status, () -> true, new PaperDesk());
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void passesOnWhatAPersonAsks() {
    assertThat(run("confirm", "0123456").out()).isEqualTo("confirmed\n");
    assertThat(run("retry", "transport/bookings").out()).isEqualTo("tried\n");
    assertThat(run("restart", "daggers/transport/bookings/").exitCode()).isZero();

    assertThat(asked)
        .containsExactly(
            "confirm 0123456", "retry transport/bookings", "restart transport/bookings");
  }

  @Test
  void saysWhatIsWrongWithTheQuestion() {
    Answer unknown = run("retry", "transport/booking");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err()).startsWith("error: there is no dagger transport/booking\n");
    assertThat(run("restart", "bookings").err())
        .startsWith("error: not of the form team/dagger: bookings\n");
    assertThat(run("why", "transport/booking").err())
        .startsWith("error: there is no dagger transport/booking;");
    assertThat(run("history", "transport/booking").exitCode()).isEqualTo(2);
    assertThat(asked).isEmpty();
  }

  @Test
  void saysWhereNoAgentAnswers() {
    server.close();

    Answer answer = run("confirm", "0123456");

    assertThat(answer.exitCode()).isEqualTo(3);
    assertThat(answer.err()).isEqualTo("error: no agent answers at " + server.address() + "\n");
  }

  @Test
  void showsWhatWasDoneAboutADagger() {
    assertThat(run("history", "transport/bookings").out())
        .isEqualTo(
            """
            TIME (UTC)           STEP   OUTCOME  COMMIT        BY        REASON           SAVEPOINT
            2026-01-01 00:00:00  start  begun    0123456789ab  Ana Lyst  is new
            2026-01-01 00:00:00  start  failed   0123456789ab  Ana Lyst  is new: no room
            2026-01-01 00:00:00  stop   done     0123456789ab  -         is suspended     file:///s/1
            """);
  }

  @Test
  void explainsWhyADaggerIsAsItIs() {
    assertThat(run("why", "transport/bookings").out())
        .isEqualTo(
            """
            transport/bookings
              state     running since 2026-01-01T00:00:05Z, not the committed definition
              job       abc, started 2026-01-01T00:00:00Z, 1,200 rows out
              problem   a poison row
              steady    not yet: that takes 5 minutes, a checkpoint, and something read or written; brought back 2 times
              commit    0123456789ab is the newest; the job is of fedcba987654; its last edit ran after 12 s
              decided   keep: no room; tried again at 2026-01-01T00:00:10Z
              failures  3 in a row
              next try  2026-01-01T00:00:10Z
              held back commit 0123456789ab would remove much
              warning   daggers/transport/bookings/query.sql:4:16 DG0301 kept for ever

            TIME (UTC)           STEP   OUTCOME  COMMIT        BY        REASON           SAVEPOINT
            2026-01-01 00:00:00  start  begun    0123456789ab  Ana Lyst  is new
            2026-01-01 00:00:00  start  failed   0123456789ab  Ana Lyst  is new: no room
            2026-01-01 00:00:00  stop   done     0123456789ab  -         is suspended     file:///s/1
            """);
  }

  @Test
  void showsWhatRunsOneLineADagger() {
    assertThat(run("status").out())
        .startsWith(
            """
            https://git.example.com/daggers.git, branch main at 0123456789ab

            DAGGER              STATE    STEADY   ROWS OUT  LATE  SET ASIDE  NEWEST WINDOW  LAG  REASON
            transport/bookings  running  not yet     1,200     -          -  -                -  no room; tried again at 2026-01-01T00:00:10Z
            """);
  }

  @Test
  void saysWhatIsHeldBackBelowWhatRuns() {
    assertThat(run("status").out()).endsWith("\n! commit 0123456789ab would remove much\n");
  }

  private Answer run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--agent", server.address().toString()));
    return Repositories.run(all.toArray(String[]::new));
  }

  /** Writes down what it is asked. */
  private final class PaperDesk implements Desk {
    @Override
    public String confirm(String revision) {
      asked.add("confirm " + revision);
      return "confirmed";
    }

    @Override
    public String retry(DaggerName dagger) throws TurnedDownException {
      if (!dagger.toString().equals("transport/bookings")) {
        throw new TurnedDownException("there is no dagger " + dagger);
      }
      asked.add("retry " + dagger);
      return "tried";
    }

    @Override
    public String restart(DaggerName dagger) {
      asked.add("restart " + dagger);
      return "restarted";
    }

    @Override
    public List<HistoryLine> history(DaggerName dagger) {
      return dagger.toString().equals("transport/bookings")
          ? List.of(
              line("start", "begun", "Ana Lyst", "is new", null, null),
              line("start", "failed", "Ana Lyst", "is new", "no room", null),
              line("stop", "done", null, "is suspended", null, "file:///s/1"))
          : List.of();
    }
  }

  private static HistoryLine line(
      String step, String outcome, String author, String reason, String error, String state) {
    return new HistoryLine(T, step, outcome, REVISION, author, reason, error, "abc", state);
  }

  private static Status status() {
    return new Status(
        "test",
        "https://git.example.com/daggers.git",
        "main",
        REVISION,
        T,
        T,
        T,
        null,
        "commit 0123456789ab would remove much",
        null,
        Distribution.upTo(),
        null,
        List.of(),
        List.of(dagger()));
  }

  private static DaggerStatus dagger() {
    return new DaggerStatus(
        "transport/bookings",
        "accepted",
        "running",
        "keep",
        "no room; tried again at 2026-01-01T00:00:10Z",
        T.plusSeconds(10),
        "a poison row",
        false,
        REVISION,
        "fedcba9876543210fedcba9876543210fedcba98",
        "f00",
        "abc",
        T,
        null,
        new DaggerStatus.Course(T.plusSeconds(5), false, true, 3, 2L, 12.4),
        new DaggerStatus.Metrics(
            1_000L, 1_200L, null, null, null, null, null, null, null, null, null, null, null, null),
        List.of(
            new Finding(
                "DG0301",
                "warning",
                "kept for ever",
                null,
                "daggers/transport/bookings/query.sql",
                4,
                16,
                4,
                26)));
  }
}
