package io.daggers.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.agent.journal.Entry;
import io.daggers.agent.journal.Entry.Step;
import io.daggers.agent.journal.Journal;
import io.daggers.agent.platform.InMemoryPlatform;
import io.daggers.agent.platform.InitialState;
import io.daggers.agent.platform.JobId;
import io.daggers.agent.platform.JobState;
import io.daggers.agent.reconcile.Change;
import io.daggers.job.bundle.JobBundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoundsTest {

  private static final Wish BOOKINGS = Wish.of("transport/bookings");
  private static final Wish FARES = Wish.of("pricing/fares");

  @TempDir Path folder;
  private final InMemoryPlatform platform = new InMemoryPlatform();
  private final TickingClock clock = new TickingClock(Instant.parse("2026-01-01T00:00:00Z"));
  private Journal journal;
  private Rounds rounds;

  @BeforeEach
  void openJournal() throws Exception {
    journal = Journal.open(folder);
    rounds = new Rounds(platform, journal, clock);
  }

  @AfterEach
  void closeJournal() throws Exception {
    journal.close();
  }

  @Test
  void oneDaggerThatDoesNotStartStopsNoOther() throws Exception {
    platform.breakStarts("transport/bookings", true);

    settle(BOOKINGS, FARES);

    assertThat(platform.liveBundle("transport/bookings")).isEmpty();
    assertThat(platform.liveBundle("pricing/fares")).contains(FARES.bundle());
  }

  @Test
  void aDefinitionThatDoesNotStartGivesWayToTheOneItReplaced() throws Exception {
    settle(BOOKINGS);
    Optional<JobId> lineage = platform.lineage("transport/bookings");
    Wish unstartable = BOOKINGS.edited();
    platform.breakStartsOf(unstartable.bundle().fingerprint());

    settle(unstartable);

    assertThat(platform.liveBundle("transport/bookings")).contains(BOOKINGS.bundle());
    assertThat(platform.lineage("transport/bookings")).isEqualTo(lineage);
    assertThat(rounds.last().plan().changes().get(0).reason())
        .isEqualTo("no room for transport/bookings; tried again at 2026-01-01T00:00:10Z");
  }

  @Test
  void aDefinitionThatIsKnownToFailDoesNotStopTheOneItWouldReplace() throws Exception {
    settle(BOOKINGS);
    platform.breakPreparing("transport/bookings", true);

    settle(BOOKINGS.edited());

    assertThat(platform.liveBundle("transport/bookings")).contains(BOOKINGS.bundle());
    assertThat(platform.starts()).isEqualTo(1);
    assertThat(rounds.last().plan().changes().get(0).reason())
        .isEqualTo(
            "a secret is missing for transport/bookings; tried again at 2026-01-01T00:00:10Z");
  }

  @Test
  void aDefinitionThatDidNotStartThreeTimesIsRefusedUntilItIsChanged() throws Exception {
    settle(BOOKINGS);
    Optional<JobId> lineage = platform.lineage("transport/bookings");
    Wish unstartable = BOOKINGS.edited();
    platform.breakStartsOf(unstartable.bundle().fingerprint());

    for (int i = 0; i < 5; i++) {
      settle(unstartable);
      clock.pass(Duration.ofHours(1));
    }

    assertThat(platform.starts()).isEqualTo(1 + 3 * 2);
    assertThat(rounds.last().plan().changes().get(0).reason())
        .startsWith("the old definition keeps running: the new one did not start 3 times");
    assertThat(platform.liveBundle("transport/bookings")).contains(BOOKINGS.bundle());

    settle(unstartable.edited());
    assertThat(platform.liveBundle("transport/bookings")).contains(unstartable.edited().bundle());
    assertThat(platform.lineage("transport/bookings")).isEqualTo(lineage);
  }

  @Test
  void aJobThatMayStillRunIsNotJoinedByTheOneItReplaced() throws Exception {
    settle(BOOKINGS);
    Wish stubborn = BOOKINGS.edited();
    platform.breakStartsAndStopsOf(stubborn.bundle().fingerprint());

    settle(stubborn);

    assertThat(rounds.last().error()).isNull();
    assertThat(platform.starts()).isEqualTo(2);
    assertThat(platform.liveBundle("transport/bookings")).contains(stubborn.bundle());
  }

  @Test
  void aJobWhoseSavepointFailsRunsOnAsItWas() throws Exception {
    settle(BOOKINGS);
    platform.breakSavepoints("transport/bookings", true);

    settle(BOOKINGS.edited());

    assertThat(platform.liveBundle("transport/bookings")).contains(BOOKINGS.bundle());
  }

  @Test
  void anEditThatMendsACrashingJobGoesOnFromItsNewestCheckpoint() throws Exception {
    settle(BOOKINGS);
    Optional<JobId> lineage = platform.lineage("transport/bookings");
    platform.turn("transport/bookings", JobState.RESTARTING, "a poison row");

    settle(BOOKINGS.edited());

    assertThat(platform.liveBundle("transport/bookings")).contains(BOOKINGS.edited().bundle());
    assertThat(platform.lineage("transport/bookings")).isEqualTo(lineage);
  }

  @Test
  void aJobThatFailedIsStartedAgainAfterAWhile() throws Exception {
    settle(BOOKINGS);
    Optional<JobId> lineage = platform.lineage("transport/bookings");
    platform.turn("transport/bookings", JobState.FAILED, "a poison row");

    settle(BOOKINGS);
    assertThat(platform.liveBundle("transport/bookings")).isEmpty();
    clock.pass(Duration.ofSeconds(11));
    settle(BOOKINGS);

    assertThat(platform.lineage("transport/bookings")).isEqualTo(lineage);
  }

  @Test
  void aSuspendedDaggerGoesOnWhereItStopped() throws Exception {
    settle(BOOKINGS);
    Optional<JobId> lineage = platform.lineage("transport/bookings");

    settle(BOOKINGS.in(Wish.Kind.SUSPENDED));
    assertThat(platform.liveBundle("transport/bookings")).isEmpty();
    settle(BOOKINGS);

    assertThat(platform.lineage("transport/bookings")).isEqualTo(lineage);
  }

  @Test
  void nothingIsChangedWhileThePlatformDoesNotAnswer() throws Exception {
    settle(BOOKINGS);
    platform.fallSilent(true);

    rounds.next(Wish.all(List.of()), clock.instant());

    assertThat(rounds.last().error()).isEqualTo("nobody answers");
    platform.fallSilent(false);
    assertThat(platform.liveBundle("transport/bookings")).contains(BOOKINGS.bundle());
  }

  @Test
  void nothingIsDoneAboutAJobOfWhichItsPlatformCannotTellHowItFares() throws Exception {
    settle(BOOKINGS, FARES);
    platform.turn("transport/bookings", JobState.UNKNOWN, "its JobManager does not answer");

    settle(BOOKINGS.edited(), FARES.edited());
    settle(BOOKINGS.in(Wish.Kind.SUSPENDED), FARES.edited());
    settle(FARES.edited());

    assertThat(platform.liveBundle("transport/bookings")).contains(BOOKINGS.bundle());
    assertThat(platform.liveBundle("pricing/fares")).contains(FARES.edited().bundle());
    assertThat(rounds.last().plan().changes().get(1).reason())
        .startsWith("nothing is done while its platform cannot tell how its job ")
        .endsWith(" fares: its JobManager does not answer");
  }

  @Test
  void aJobThatOneLookMissedIsNotStartedTwice() throws Exception {
    platform.outliveAgent();
    settle(BOOKINGS);
    platform.hide("transport/bookings", true);

    settle(BOOKINGS.edited());
    clock.pass(Duration.ofSeconds(9));
    settle(BOOKINGS.edited());
    assertThat(rounds.last().plan().changes().get(0).reason())
        .startsWith("nothing is done before a second look confirms that its job ");
    platform.hide("transport/bookings", false);
    settle(BOOKINGS);
    platform.hide("transport/bookings", true);
    clock.pass(Duration.ofSeconds(9));
    settle(BOOKINGS);

    assertThat(platform.starts()).isEqualTo(1);
    assertThat(journal()).doesNotContain("\"END\"");
  }

  @Test
  void aJobThatIsMissingForLongIsGoneAndGoesOnFromWhatItLeft() throws Exception {
    platform.outliveAgent();
    settle(BOOKINGS);
    Optional<JobId> lineage = platform.lineage("transport/bookings");
    platform.die();

    settle(BOOKINGS);
    assertThat(platform.starts()).isEqualTo(1);
    clock.pass(Duration.ofSeconds(10));
    settle(BOOKINGS);

    assertThat(platform.lineage("transport/bookings")).isEqualTo(lineage);
    assertThat(platform.starts()).isEqualTo(2);
  }

  @Test
  void aJobThatIsSeenToHaveEndedIsStartedAgainAtOnce() throws Exception {
    platform.outliveAgent();
    settle(BOOKINGS);
    platform.turn("transport/bookings", JobState.FINISHED, "somebody stopped it");

    settle(BOOKINGS);

    assertThat(platform.liveBundle("transport/bookings")).isPresent();
  }

  @Test
  void aDaggerWhoseStartTakesLongHoldsUpNoOther() throws Exception {
    platform.holdStarts("transport/bookings", true);

    rounds.next(Wish.all(List.of(BOOKINGS)), clock.instant());
    Waiting.until(() -> platform.isHolding(), () -> "it does not start");
    rounds.next(Wish.all(List.of(BOOKINGS, FARES)), clock.instant());

    Waiting.until(() -> platform.liveBundle("pricing/fares").isPresent(), () -> "no fares");
    assertThat(platform.liveBundle("transport/bookings")).isEmpty();
    platform.holdStarts("transport/bookings", false);
    settle(BOOKINGS, FARES);
    assertThat(platform.liveBundle("transport/bookings")).isPresent();
    assertThat(platform.starts()).isEqualTo(2);
  }

  @Test
  void stopsNothingThatACommitTakesAwayUntilAPersonSaysSo() throws Exception {
    Wish surge = Wish.of("pricing/surge");
    settle(BOOKINGS, FARES, surge);

    settle();
    settle();
    assertThat(rounds.last().plan().freeze())
        .startsWith("commit a revision would remove 3 of the 3 daggers that run");
    assertThat(platform.liveBundle("pricing/fares")).isPresent();
    assertThat(journal().lines().filter(line -> line.contains("\"FREEZE\""))).hasSize(1);

    journal.record(Entry.ofCommit(clock.instant(), Wish.REVISION, Step.CONFIRM, "as meant"));
    settle();
    assertThat(rounds.last().plan().freeze()).isNull();
    assertThat(platform.liveBundle("pricing/fares")).isEmpty();
  }

  @Test
  void aStartThatTheAgentBeforeDidNotSeeToItsEndIsFound() throws Exception {
    platform.outliveAgent();
    JobId job = JobId.next();
    JobBundle bundle = BOOKINGS.bundle();
    Entry begun =
        new Entry(
            clock.instant(),
            Wish.REVISION,
            bundle.dagger(),
            Step.START,
            Entry.Outcome.BEGUN,
            "is new",
            bundle.fingerprint(),
            job,
            null,
            null);
    journal.keep(bundle);
    journal.record(begun);
    platform.start(job, bundle, new InitialState.Empty());

    settle(BOOKINGS);

    assertThat(platform.starts()).isEqualTo(1);
    assertThat(journal.history().lastBundle(bundle.dagger())).contains(bundle);
  }

  @Test
  void aStateOfWhichNobodyKnowsWhatItMeansIsNeitherUsedNorDropped() throws Exception {
    platform.outliveAgent();
    JobId job = JobId.next();
    JobBundle bundle = BOOKINGS.bundle();
    Entry begun =
        Entry.begun(
            clock.instant(),
            Wish.REVISION,
            bundle.dagger(),
            Step.START,
            "is new",
            bundle.fingerprint(),
            job,
            null);
    journal.record(begun); // and the bundle is not kept
    platform.start(job, bundle, new InitialState.Empty());
    platform.die();

    settle(BOOKINGS);
    clock.pass(Duration.ofSeconds(10));
    settle(BOOKINGS);

    assertThat(platform.starts()).isEqualTo(1);
    assertThat(rounds.last().plan().changes().get(0).reason())
        .startsWith("what it has counted so far does not fit the new definition (")
        .contains("unknown", "`reset:`");
  }

  @Test
  void aDefinitionThatDoesNotRunSteadilyGivesWayToTheLastOneThatDid() throws Exception {
    Optional<JobId> lineage = runSteadily(BOOKINGS);
    Wish bad = BOOKINGS.edited();
    settle(bad);
    clock.pass(Duration.ofMinutes(2));
    platform.tell(bad.bundle().fingerprint(), 0, 6);
    platform.turn("transport/bookings", JobState.RESTARTING, "a poison row");

    settle(bad);

    assertThat(platform.liveBundle("transport/bookings")).contains(BOOKINGS.bundle());
    assertThat(platform.lineage("transport/bookings")).isEqualTo(lineage);
    assertThat(rounds.last().plan().changes().get(0).reason())
        .isEqualTo(
            "the last good definition runs: the new one was taken back, for it restarted 6 times"
                + " before it ran steadily: a poison row; it is not tried again until it is changed"
                + " or a person says: bin/dagger retry transport/bookings");
    int starts = platform.starts();
    clock.pass(Duration.ofDays(1));
    settle(bad);
    assertThat(platform.starts()).isEqualTo(starts);

    settle(bad.edited());
    assertThat(platform.liveBundle("transport/bookings")).contains(bad.edited().bundle());
    assertThat(platform.lineage("transport/bookings")).isEqualTo(lineage);
  }

  @Test
  void aDefinitionThatFailedTwiceBeforeItRanSteadilyGivesWay() throws Exception {
    Optional<JobId> lineage = runSteadily(BOOKINGS);
    settle(BOOKINGS.edited());
    clock.pass(Duration.ofMinutes(2));
    failAndComeBack(BOOKINGS.edited());
    assertThat(platform.liveBundle("transport/bookings")).contains(BOOKINGS.edited().bundle());
    assertThat(platform.lineage("transport/bookings")).isEqualTo(lineage);
    platform.turn("transport/bookings", JobState.FAILED, "a poison row");

    settle(BOOKINGS.edited());

    assertThat(platform.liveBundle("transport/bookings")).contains(BOOKINGS.bundle());
    assertThat(platform.lineage("transport/bookings")).isEqualTo(lineage);
  }

  @Test
  void aDefinitionThatWasTakenBackIsTriedAgainWhenAPersonSaysSo() throws Exception {
    runSteadily(BOOKINGS);
    settle(BOOKINGS.edited());
    failAndComeBack(BOOKINGS.edited());
    platform.turn("transport/bookings", JobState.FAILED, "a poison row");
    settle(BOOKINGS.edited());
    assertThat(platform.liveBundle("transport/bookings")).contains(BOOKINGS.bundle());

    journal.record(Entry.asked(clock.instant(), "", BOOKINGS.bundle().dagger(), Step.RETRY));
    settle(BOOKINGS.edited());

    assertThat(platform.liveBundle("transport/bookings")).contains(BOOKINGS.edited().bundle());
  }

  @Test
  void aDefinitionThatFailsLongAfterTheLastGoodOneIsNotTakenBack() throws Exception {
    runSteadily(BOOKINGS);
    settle(BOOKINGS.edited());
    clock.pass(Duration.ofMinutes(61));
    failAndComeBack(BOOKINGS.edited());
    platform.turn("transport/bookings", JobState.FAILED, "a poison row");

    settle(BOOKINGS.edited());
    clock.pass(Duration.ofMinutes(1));
    settle(BOOKINGS.edited());

    assertThat(platform.liveBundle("transport/bookings")).contains(BOOKINGS.edited().bundle());
  }

  @Test
  void aDaggerUnderANewNameGoesOnWithTheStateOfItsFormerOne() throws Exception {
    settle(BOOKINGS, FARES);
    Optional<JobId> lineage = platform.lineage("transport/bookings");
    Wish renamed = BOOKINGS.movedTo("rides/bookings");

    settle(renamed, FARES);

    assertThat(platform.lineage("rides/bookings")).isEqualTo(lineage);
    assertThat(platform.liveBundle("transport/bookings")).isEmpty();
    assertThat(journal().lines().filter(line -> line.contains("\"MOVE\"")))
        .filteredOn(line -> line.contains("\"DONE\""))
        .hasSize(2)
        .anyMatch(line -> line.contains("moves to rides/bookings"))
        .anyMatch(line -> line.contains("moved from transport/bookings"));

    settle(BOOKINGS, FARES);
    assertThat(platform.lineage("transport/bookings")).isEqualTo(lineage);
    assertThat(platform.liveBundle("rides/bookings")).isEmpty();
  }

  @Test
  void aNewNameWhoseFormerJobCannotBeStoppedLeavesItRunning() throws Exception {
    settle(BOOKINGS);
    platform.breakSavepoints("transport/bookings", true);

    settle(BOOKINGS.movedTo("rides/bookings"));

    assertThat(platform.liveBundle("transport/bookings")).contains(BOOKINGS.bundle());
    assertThat(rounds.last().plan().changes())
        .extracting(Change::reason)
        .containsExactly(
            "no savepoint could be made: the disk is full; tried again at 2026-01-01T00:00:10Z",
            "moves to rides/bookings: no savepoint could be made: the disk is full; tried again at"
                + " 2026-01-01T00:00:10Z");
  }

  @Test
  void whatCannotBeFoundOutAboutOneDaggerHoldsUpNoOther() throws Exception {
    settle(BOOKINGS, FARES);
    Optional<JobId> lineage = platform.lineage("transport/bookings");
    platform.breakReading("transport/bookings", true);
    platform.turn("transport/bookings", JobState.FAILED, "a poison row");

    settle(BOOKINGS, FARES.edited());
    assertThat(platform.liveBundle("pricing/fares")).contains(FARES.edited().bundle());
    assertThat(platform.liveBundle("transport/bookings")).isEmpty();
    assertThat(rounds.last().error()).isNull();

    platform.breakReading("transport/bookings", false);
    settle(BOOKINGS, FARES.edited());
    clock.pass(Duration.ofMinutes(1));
    settle(BOOKINGS, FARES.edited());
    assertThat(platform.lineage("transport/bookings")).isEqualTo(lineage);
  }

  @Test
  void aRefusalIsWrittenDownOnce() throws Exception {
    settle(BOOKINGS);

    settle(BOOKINGS.meaningAnother());
    settle(BOOKINGS.meaningAnother());

    assertThat(Files.readAllLines(folder.resolve("journal.jsonl")))
        .filteredOn(line -> line.contains("\"REFUSE\""))
        .hasSize(1);
  }

  /** Long enough to be gone back to; returns where its state begins. */
  /** The job of a definition ends for good, and another is started a while after. */
  private void failAndComeBack(Wish wish) throws Exception {
    platform.turn(wish.bundle().dagger().toString(), JobState.FAILED, "a poison row");
    settle(wish);
    clock.pass(Duration.ofSeconds(15));
    settle(wish);
  }

  private Optional<JobId> runSteadily(Wish wish) throws Exception {
    platform.tell(wish.bundle().fingerprint(), 1, 0);
    settle(wish);
    clock.pass(Duration.ofMinutes(5));
    settle(wish);
    assertThat(journal()).contains("\"STABLE\"");
    return platform.lineage(wish.name());
  }

  private String journal() throws Exception {
    return Files.readString(folder.resolve("journal.jsonl"));
  }

  private void settle(Wish... wishes) throws Exception {
    do {
      rounds.next(Wish.all(List.of(wishes)), clock.instant());
      assertThat(rounds.await(Duration.ofSeconds(60))).isTrue();
      assertThat(platform.starts()).isLessThan(10);
    } while (!rounds.last().plan().isSettled());
  }
}
