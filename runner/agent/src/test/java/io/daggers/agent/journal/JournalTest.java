package io.daggers.agent.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.daggers.agent.journal.DaggerHistory.Standing;
import io.daggers.agent.journal.Entry.Outcome;
import io.daggers.agent.journal.Entry.Step;
import io.daggers.agent.platform.InitialState;
import io.daggers.agent.platform.JobId;
import io.daggers.agent.platform.TestBundles;
import io.daggers.definition.DaggerName;
import io.daggers.job.bundle.JobBundle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

  private static final Instant T = Instant.parse("2026-01-01T00:00:00Z");
  private static final DaggerName NAME = new DaggerName("transport", "bookings");
  private static final JobBundle BUNDLE =
      TestBundles.of("transport/bookings", "SELECT 1", "once", "window-1");
  private static final JobId JOB = JobId.next();
  private static final LeftState SAVED =
      LeftState.of(BUNDLE, new InitialState.Saved("file:///savepoint-1"));

  @TempDir Path folder;

  @Test
  void remembersARunAcrossALifeOfTheAgent() throws Exception {
    try (Journal journal = Journal.open(folder)) {
      journal.keep(BUNDLE);
      journal.record(start(Outcome.BEGUN, null));
      journal.record(start(Outcome.DONE, null));
    }

    try (Journal journal = Journal.open(folder)) {
      DaggerHistory past = journal.history().of(NAME);
      assertThat(past.run())
          .isEqualTo(new DaggerHistory.Run(JOB, BUNDLE.fingerprint(), "abc", T, null, true));
      assertThat(past.left()).isNull();
      assertThat(journal.history().lastBundle(NAME)).contains(BUNDLE);
    }
  }

  @Test
  void leavesTheNewestNoteOfEachNameToTheNextAgent() throws Exception {
    try (Journal journal = Journal.open(folder)) {
      assertThat(journal.noted("one")).isEmpty();
      journal.note("one", Map.of("text", "a \"quoted\"\nline"));
      journal.record(start(Outcome.BEGUN, null));
      journal.note("two", Map.of("text", "b"));
      journal.note("one", Map.of("text", "c", "more", "d"));
    }

    try (Journal journal = Journal.open(folder)) {
      assertThat(journal.noted("one")).isEqualTo(Map.of("text", "c", "more", "d"));
      assertThat(journal.noted("two")).isEqualTo(Map.of("text", "b"));
      assertThat(journal.entries()).containsExactly(start(Outcome.BEGUN, null));
    }
  }

  @Test
  void doesNotWriteDownWhatIsNotedAlready() throws Exception {
    try (Journal journal = Journal.open(folder)) {
      journal.note("one", Map.of("text", "a"));
      journal.note("one", Map.of("text", "a"));
    }

    assertThat(Files.readAllLines(folder.resolve("journal.jsonl")))
        .containsExactly("{\"note\":\"one\",\"values\":{\"text\":\"a\"}}");
  }

  @Test
  void keepsTheNoteBeforeWhereOneWasOnlyHalfWritten() throws Exception {
    try (Journal journal = Journal.open(folder)) {
      journal.note("one", Map.of("text", "a"));
    }
    Files.writeString(
        folder.resolve("journal.jsonl"),
        "{\"note\":\"one\",\"values\":{\"te",
        StandardOpenOption.APPEND);

    try (Journal journal = Journal.open(folder)) {
      assertThat(journal.noted("one")).isEqualTo(Map.of("text", "a"));
    }
  }

  @Test
  void remembersWhatAStoppedJobLeftBehind() throws Exception {
    try (Journal journal = Journal.open(folder)) {
      journal.record(start(Outcome.BEGUN, null));
      journal.record(start(Outcome.DONE, null));
      journal.record(entry(Step.STOP, Outcome.DONE, SAVED, null, T));
    }

    try (Journal journal = Journal.open(folder)) {
      assertThat(journal.history().of(NAME).run()).isNull();
      assertThat(journal.history().of(NAME).left()).isEqualTo(SAVED);
    }
  }

  @Test
  void forgetsOldStateOnceAJobRunsWithoutIt() throws Exception {
    try (Journal journal = Journal.open(folder)) {
      journal.record(entry(Step.STOP, Outcome.DONE, SAVED, null, T));

      journal.record(start(Outcome.BEGUN, null));
      assertThat(journal.history().of(NAME).left()).isEqualTo(SAVED);
      journal.record(start(Outcome.DONE, null));

      assertThat(journal.history().of(NAME).left()).isNull();
    }
  }

  @Test
  void countsFailuresInARow() throws Exception {
    try (Journal journal = Journal.open(folder)) {
      for (int i = 1; i <= 3; i++) {
        journal.record(start(Outcome.BEGUN, null));
        journal.record(start(Outcome.BEGUN, null).failed(T.plusSeconds(i), "no room"));
      }

      assertThat(journal.history().of(NAME).trouble())
          .isEqualTo(
              new DaggerHistory.Trouble(
                  BUNDLE.fingerprint(), 3, 3, 0, T.plusSeconds(3), "no room"));
    }
  }

  @Test
  void aJobThatRanWellForLongFailsForTheFirstTime() throws Exception {
    try (Journal journal = Journal.open(folder)) {
      journal.record(start(Outcome.BEGUN, null).failed(T, "no room"));
      journal.record(start(Outcome.BEGUN, null));
      journal.record(start(Outcome.DONE, null));

      Instant later = T.plusSeconds(3_600);
      journal.record(entry(Step.END, Outcome.FAILED, null, "a poison row", later));

      assertThat(journal.history().of(NAME).trouble())
          .isEqualTo(
              new DaggerHistory.Trouble(BUNDLE.fingerprint(), 1, 0, 1, later, "a poison row"));
    }
  }

  @Test
  void remembersWhatWasLastDoneOnPurpose() throws Exception {
    try (Journal journal = Journal.open(folder)) {
      assertThat(standingAfter(journal, start(Outcome.BEGUN, null))).isEqualTo(Standing.NEVER_UP);
      assertThat(standingAfter(journal, start(Outcome.DONE, null))).isEqualTo(Standing.UP);
      assertThat(standingAfter(journal, entry(Step.PARK, Outcome.DONE, SAVED, null, T)))
          .isEqualTo(Standing.UP);
      assertThat(standingAfter(journal, entry(Step.END, Outcome.DONE, SAVED, null, T)))
          .isEqualTo(Standing.UP);
      Entry suspended =
          new Entry(T, "abc", NAME, Step.STOP, Outcome.DONE, "", null, JOB, SAVED, null);
      assertThat(standingAfter(journal, suspended)).isEqualTo(Standing.SUSPENDED);
      assertThat(standingAfter(journal, entry(Step.REMOVE, Outcome.DONE, SAVED, null, T)))
          .isEqualTo(Standing.REMOVED);
    }
  }

  @Test
  void remembersWhichCommitsAPersonConfirmed() throws Exception {
    try (Journal journal = Journal.open(folder)) {
      journal.record(Entry.ofCommit(T, "abc", Step.FREEZE, "too much"));
      journal.record(Entry.ofCommit(T, "abc", Step.CONFIRM, "a person said so"));
    }

    try (Journal journal = Journal.open(folder)) {
      assertThat(journal.history().isConfirmed("abc")).isTrue();
      assertThat(journal.history().isConfirmed("abd")).isFalse();
      assertThat(journal.history().frozen()).isEqualTo("abc");
    }
  }

  @Test
  void whatFailedCountsUntilAJobOfItHasRunWell() throws Exception {
    try (Journal journal = Journal.open(folder)) {
      journal.record(start(Outcome.BEGUN, null).failed(T.minusSeconds(1), "no room"));
      journal.record(start(Outcome.BEGUN, null));
      journal.record(start(Outcome.DONE, null));

      DaggerHistory past = journal.history().of(NAME);
      assertThat(past.failuresWith(BUNDLE.fingerprint(), T.plusSeconds(599))).isEqualTo(1);
      assertThat(past.failuresWith(BUNDLE.fingerprint(), T.plusSeconds(600))).isZero();
      assertThat(past.failuresWith(null, T)).isZero();
    }
  }

  @Test
  void forgetsWhatFailedWhenAPersonSaysSo() throws Exception {
    try (Journal journal = Journal.open(folder)) {
      journal.record(start(Outcome.BEGUN, null).failed(T, "no room"));

      journal.record(Entry.asked(T, "abc", NAME, Step.RETRY));

      assertThat(journal.history().of(NAME).trouble()).isNull();
    }
  }

  @Test
  void aRestartIsAskedForUntilAnotherJobIsStarted() throws Exception {
    try (Journal journal = Journal.open(folder)) {
      journal.record(start(Outcome.DONE, null));
      journal.record(Entry.asked(T, "abc", NAME, Step.RESTART));
      assertThat(journal.history().of(NAME).restartAsked()).isEqualTo(T);

      journal.record(start(Outcome.BEGUN, null));

      assertThat(journal.history().of(NAME).restartAsked()).isNull();
    }
  }

  @Test
  void remembersWhatTheLastSteadyDefinitionLeftAndWhichOneWasTakenBack() throws Exception {
    JobBundle bad = TestBundles.of("transport/bookings", "SELECT 2", "once", "window-1");
    Entry rollback =
        Entry.begun(T, "abc", NAME, Step.ROLLBACK, "crashes", bad.fingerprint(), JOB, null);
    try (Journal journal = Journal.open(folder)) {
      journal.keep(BUNDLE);
      journal.record(start(Outcome.DONE, null));
      journal.record(entry(Step.STABLE, Outcome.DONE, null, null, T));
      journal.record(entry(Step.STOP, Outcome.DONE, SAVED, null, T.plusSeconds(1)));
      journal.record(rollback.done(T.plusSeconds(2), null));
    }

    try (Journal journal = Journal.open(folder)) {
      DaggerHistory past = journal.history().of(NAME);
      assertThat(past.proven())
          .isEqualTo(new DaggerHistory.Proven(BUNDLE.fingerprint(), SAVED, T.plusSeconds(1)));
      assertThat(past.condemned())
          .isEqualTo(new DaggerHistory.Condemned(bad.fingerprint(), "crashes"));
      journal.record(Entry.asked(T, "abc", NAME, Step.RETRY));
      assertThat(journal.history().of(NAME).condemned()).isNull();
      assertThat(journal.history().bundles()).containsKey(BUNDLE.fingerprint());
    }
  }

  @Test
  void dropsALineThatWasOnlyHalfWritten() throws Exception {
    try (Journal journal = Journal.open(folder)) {
      journal.record(entry(Step.STOP, Outcome.DONE, SAVED, null, T));
    }
    Path file = folder.resolve("journal.jsonl");
    Files.writeString(file, "{\"time\":\"2026-01-0", StandardOpenOption.APPEND);

    try (Journal journal = Journal.open(folder)) {
      journal.record(entry(Step.REFUSE, Outcome.DONE, null, null, T));
      assertThat(journal.history().of(NAME).left()).isEqualTo(SAVED);
    }

    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(2);
    assertThat(lines.get(1)).contains("\"REFUSE\"").endsWith("}");
  }

  @Test
  void namesTheLineThatIsNotAnEntry() throws Exception {
    Files.writeString(folder.resolve("journal.jsonl"), "nonsense\n");

    assertThatThrownBy(() -> Journal.open(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("line 1 of");
  }

  @Test
  void belongsToOneAgentAtATime() throws Exception {
    try (Journal journal = Journal.open(folder)) {
      assertThatThrownBy(() -> Journal.open(folder))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("another agent works in");
      assertThat(journal.history()).isEqualTo(History.NONE);
    }
  }

  @Test
  void belongsToOneProcessAtATime() throws Exception {
    try (Journal journal = Journal.open(folder)) {
      assertThatThrownBy(() -> Journal.open(folder)).isInstanceOf(IOException.class);

      assertThat(openedByAnotherProcess()).contains("another agent works in");
      assertThat(journal.history()).isEqualTo(History.NONE);
    }

    assertThat(openedByAnotherProcess()).contains("it is mine");
  }

  /** What another process says when it opens the journal. */
  private String openedByAnotherProcess() throws Exception {
    String classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classes,
                AnotherProcess.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }

  /** Opens the journal in the folder it is given. */
  static final class AnotherProcess {
    public static void main(String[] args) throws Exception {
      try (Journal journal = Journal.open(Path.of(args[0]))) {
        System.out.println("it is mine: " + journal.history());
      }
    }
  }

  private static Standing standingAfter(Journal journal, Entry entry) {
    journal.record(entry);
    return journal.history().of(NAME).standing();
  }

  private static Entry start(Outcome outcome, @Nullable LeftState from) {
    return entry(Step.START, outcome, from, null, T);
  }

  private static Entry entry(
      Step step, Outcome outcome, @Nullable LeftState state, @Nullable String error, Instant time) {
    return new Entry(
        time, "abc", NAME, step, outcome, "a reason", BUNDLE.fingerprint(), JOB, state, error);
  }
}
