package io.daggers.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.agent.journal.DaggerHistory;
import io.daggers.agent.journal.DaggerHistory.Standing;
import io.daggers.agent.journal.DaggerHistory.Trouble;
import io.daggers.agent.journal.History;
import io.daggers.agent.journal.LeftState;
import io.daggers.agent.platform.InitialState;
import io.daggers.agent.platform.JobId;
import io.daggers.agent.platform.JobMetrics;
import io.daggers.agent.platform.JobState;
import io.daggers.agent.platform.JobVitals;
import io.daggers.agent.platform.ObservedJob;
import io.daggers.agent.platform.TestBundles;
import io.daggers.definition.DaggerName;
import io.daggers.job.bundle.Fingerprint;
import io.daggers.job.bundle.JobBundle;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReconcilerTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final String REVISION = "0123456789abcdef0123456789abcdef01234567";
  private static final DaggerName NAME = new DaggerName("transport", "bookings");

  private static final JobBundle OLD =
      bundle("SELECT 1", null, "source-1", "window-aggregate-aa11bb22");
  private static final JobBundle EDITED =
      bundle("SELECT 2", null, "source-1", "window-aggregate-aa11bb22");
  private static final JobBundle OTHER =
      bundle("SELECT 3", null, "source-1", "window-aggregate-cc33dd44");
  private static final JobBundle OTHER_WITH_RESET =
      bundle("SELECT 3", "counts differently", "source-1", "window-aggregate-cc33dd44");

  @Test
  void startsANewDagger() {
    Change change = change(new DesiredJob.Running(OLD), null, DaggerHistory.NONE);

    assertThat(change).isEqualTo(new Change.Start(OLD, null, "is new"));
  }

  @Test
  void keepsAJobThatRunsAsCommitted() {
    Change change = change(new DesiredJob.Running(OLD), running(OLD), DaggerHistory.NONE);

    assertThat(change).isEqualTo(new Change.Keep(NAME, "runs as committed"));
  }

  @Test
  void replacesAnEditedDaggerWithItsStateWhereTheStateMeansTheSame() {
    Change change = change(new DesiredJob.Running(EDITED), running(OLD), DaggerHistory.NONE);

    assertThat(change)
        .isEqualTo(
            new Change.Replace(
                running(OLD), EDITED, Inheritance.STATE, "changed, and keeps its state"));
  }

  @Test
  void refusesAnEditThatChangesTheMeaningOfStateAndSaysWhatToDo() {
    Change change = change(new DesiredJob.Running(OTHER), running(OLD), DaggerHistory.NONE);

    assertThat(change)
        .isEqualTo(
            new Change.Refuse(
                NAME,
                "the old definition keeps running: what it has counted so far does not fit the new"
                    + " definition (window-aggregate), and open windows cannot be counted anew, as"
                    + " it is not known which of them are written; to start without it, change the"
                    + " text of `reset:` in"
                    + " daggers/transport/bookings/dagger.yaml"));
  }

  @Test
  void countsOpenWindowsAnewWhereBothDefinitionsTellTheirs() {
    JobBundle other = TestBundles.tellingWindows(OTHER);
    ObservedJob job = running(OLD).writing(other.windows());

    assertThat(change(new DesiredJob.Running(other), job, DaggerHistory.NONE))
        .isEqualTo(
            new Change.Replace(
                job, other, Inheritance.OPEN_WINDOWS, "changed, and counts open windows anew"));
    assertThat(change(new DesiredJob.Running(OTHER), job, DaggerHistory.NONE))
        .isInstanceOf(Change.Refuse.class);
    assertThat(change(new DesiredJob.Running(other), running(OLD), DaggerHistory.NONE))
        .isInstanceOf(Change.Refuse.class);
  }

  /** A new runner that knows more of them would restart every job. */
  @Test
  void windowsAreNoPartOfAFingerprint() {
    assertThat(TestBundles.tellingWindows(OLD).fingerprint()).isEqualTo(OLD.fingerprint());
  }

  @Test
  void aChangedResetWinsOverOpenWindows() {
    JobBundle other = TestBundles.tellingWindows(OTHER_WITH_RESET);
    ObservedJob job = running(OLD).writing(other.windows());

    Change change = change(new DesiredJob.Running(other), job, DaggerHistory.NONE);

    assertThat(((Change.Replace) change).inheritance()).isEqualTo(Inheritance.NOTHING);
  }

  @Test
  void goesOnCountingOpenWindowsAnewWhereAnAgentDiedBeforeTheStart() {
    JobBundle other = TestBundles.tellingWindows(OTHER);
    LeftState left = new LeftState("savepoint/1", OLD.stateUids(), other.windows(), OLD.reset());
    DaggerHistory past = past(null, left, OLD.fingerprint(), Standing.UP, null);

    Change change = change(new DesiredJob.Running(other), null, past);

    assertThat(change)
        .isEqualTo(
            new Change.Start(
                other,
                other.fingerprint(),
                left,
                Inheritance.OPEN_WINDOWS,
                "counts anew the windows that were open when it ended"));
  }

  @Test
  void bringsBackTheOldDefinitionWhereARefusedEditFindsItDown() {
    DaggerHistory past = past(null, left(OLD), OLD.fingerprint(), Standing.UP, null);

    Change change = change(new DesiredJob.Running(OTHER), null, past);

    assertThat(change).isInstanceOf(Change.Start.class);
    assertThat(change.aim()).isEqualTo(OLD.fingerprint());
    assertThat(((Change.Start) change).inheritance()).isEqualTo(Inheritance.STATE);
  }

  @Test
  void replacesWithoutStateWhereTheTextOfResetChanged() {
    Change change =
        change(new DesiredJob.Running(OTHER_WITH_RESET), running(OLD), DaggerHistory.NONE);

    assertThat(change).isInstanceOf(Change.Replace.class);
    assertThat(((Change.Replace) change).inheritance()).isEqualTo(Inheritance.NOTHING);
  }

  @Test
  void aResetIsGoodForOneStartOnly() {
    JobBundle againOther =
        bundle("SELECT 4", "counts differently", "source-1", "window-aggregate-ee55ff66");

    Change change =
        change(new DesiredJob.Running(againOther), running(OTHER_WITH_RESET), DaggerHistory.NONE);

    assertThat(change).isInstanceOf(Change.Refuse.class);
  }

  @Test
  void doesNothingAboutAJobWhosePlatformCannotTellHowItFares() {
    ObservedJob unknown = observed(OLD, JobState.UNKNOWN);
    String why = "nothing is done while its platform cannot tell how its job " + unknown.id();

    for (DesiredJob wanted :
        List.of(
            new DesiredJob.Running(OLD),
            new DesiredJob.Running(EDITED),
            new DesiredJob.Suspended(NAME),
            new DesiredJob.Unfit(NAME, "was rejected"))) {
      assertThat(change(wanted, unknown, DaggerHistory.NONE))
          .isEqualTo(new Change.Keep(NAME, why + " fares"));
    }
    assertThat(change(null, unknown, DaggerHistory.NONE))
        .isEqualTo(new Change.Keep(NAME, why + " fares"));
  }

  @Test
  void doesNothingWhereTwoJobsOfOneDaggerRun() {
    Plan plan =
        Reconciler.plan(
            REVISION,
            List.of(new DesiredJob.Running(EDITED)),
            List.of(running(OLD), running(EDITED)),
            History.NONE,
            NOW);

    assertThat(plan.changes()).singleElement().isInstanceOf(Change.Keep.class);
    assertThat(plan.changes().get(0).reason())
        .contains("runs beside it; one of the two has to be ended there");
  }

  @Test
  void startsNothingWhileAJobIsMissing() {
    DaggerHistory.Run run =
        new DaggerHistory.Run(new JobId("1".repeat(32)), OLD.fingerprint(), "abc", NOW, null, true);
    DaggerHistory past = past(run, left(OLD), OLD.fingerprint(), Standing.UP, null);

    Change change = change(new DesiredJob.Running(EDITED), null, past);

    assertThat(change)
        .isEqualTo(
            new Change.Keep(
                NAME,
                "nothing is done before a second look confirms that its job "
                    + run.job()
                    + " is gone"));
  }

  @Test
  void stopsARemovedDagger() {
    Change change = change(null, running(OLD), DaggerHistory.NONE);

    assertThat(change)
        .isEqualTo(new Change.Stop(running(OLD), true, "was removed from the repository"));
  }

  @Test
  void aDaggerWithoutAJobThatLeftTheRepositoryIsOnlyWrittenDown() {
    for (Standing standing : List.of(Standing.UP, Standing.SUSPENDED)) {
      Change change = change(null, null, past(null, left(OLD), OLD.fingerprint(), standing, null));

      assertThat(change).isEqualTo(new Change.Drop(NAME, "was removed from the repository"));
    }
  }

  @Test
  void restartsAJobThatAPersonAskedToRestart() {
    DaggerHistory asked =
        new DaggerHistory(
            null,
            null,
            OLD.fingerprint(),
            Standing.UP,
            null,
            null,
            null,
            NOW.minusSeconds(1),
            null,
            null);
    Change restart =
        new Change.Replace(running(OLD), OLD, Inheritance.STATE, "is restarted, as a person asked");

    assertThat(change(new DesiredJob.Running(OLD), running(OLD), asked)).isEqualTo(restart);
    assertThat(change(new DesiredJob.Running(OTHER), running(OLD), asked)).isEqualTo(restart);
    assertThat(change(new DesiredJob.Unfit(NAME, "was rejected"), running(OLD), asked))
        .isEqualTo(restart);
    assertThat(change(new DesiredJob.Running(EDITED), running(OLD), asked).reason())
        .isEqualTo("changed, and keeps its state");
    assertThat(change(new DesiredJob.Running(OLD), observed(OLD, JobState.UNKNOWN), asked).acts())
        .isFalse();
  }

  @Test
  void stopsASuspendedDagger() {
    Change change = change(new DesiredJob.Suspended(NAME), running(OLD), DaggerHistory.NONE);

    assertThat(change).isEqualTo(new Change.Stop(running(OLD), false, "is suspended"));
  }

  @Test
  void keepsTheRunningJobWhenTheNewDefinitionIsRejected() {
    Change change =
        change(new DesiredJob.Unfit(NAME, "was rejected"), running(OLD), DaggerHistory.NONE);

    assertThat(change).isEqualTo(new Change.Keep(NAME, "was rejected"));
  }

  @Test
  void bringsTheLastGoodDefinitionBackWhenTheNewOneIsRejected() {
    DaggerHistory past = past(null, left(OLD), OLD.fingerprint(), Standing.UP, null);

    Change change = change(new DesiredJob.Unfit(NAME, "was rejected"), null, past);

    assertThat(change)
        .isEqualTo(new Change.Start(OLD, left(OLD), "runs its last good definition: was rejected"));
  }

  @Test
  void goesOnFromTheStateThatWasLeftBehind() {
    DaggerHistory past = past(null, left(OLD), OLD.fingerprint(), Standing.UP, null);

    Change change = change(new DesiredJob.Running(EDITED), null, past);

    assertThat(change)
        .isEqualTo(new Change.Start(EDITED, left(OLD), "goes on from the state it left behind"));
  }

  @Test
  void refusesToDropTheStateThatASuspendedDaggerLeftBehind() {
    DaggerHistory past = past(null, left(OLD), OLD.fingerprint(), Standing.SUSPENDED, null);

    Change change = change(new DesiredJob.Running(OTHER), null, past);

    assertThat(change).isInstanceOf(Change.Refuse.class);
  }

  @Test
  void aRemovedDaggerThatComesBackWithAnotherMeaningBeginsAnew() {
    DaggerHistory past = past(null, left(OLD), OLD.fingerprint(), Standing.REMOVED, null);

    Change change = change(new DesiredJob.Running(OTHER), null, past);

    assertThat(change)
        .isEqualTo(
            new Change.Start(
                OTHER, null, "is back with another meaning, and begins without the old state"));
  }

  @Test
  void waitsLongerAfterEachFailure() {
    Trouble third = new Trouble(OLD.fingerprint(), 3, 3, 0, NOW.minusSeconds(39), "no room");
    DaggerHistory past = past(null, null, null, Standing.NEVER_UP, third);

    Change change = change(new DesiredJob.Running(OLD), null, past);

    assertThat(change)
        .isEqualTo(
            new Change.Keep(
                NAME, "no room; tried again at 2026-01-01T00:00:03Z", NOW.plusSeconds(3)));
  }

  @Test
  void runsTheLastGoodDefinitionWhileTheNewOneDoesNotStart() {
    Trouble first = new Trouble(EDITED.fingerprint(), 1, 1, 0, NOW.minusSeconds(1), "no room");
    DaggerHistory past = past(null, left(OLD), OLD.fingerprint(), Standing.UP, first);

    Change change = change(new DesiredJob.Running(EDITED), null, past);

    assertThat(change)
        .isEqualTo(new Change.Start(OLD, left(OLD), "runs its last good definition: no room"));
  }

  @Test
  void interruptsARunningJobOnceAnHourAtMostForADefinitionThatDoesNotStart() {
    Trouble many = new Trouble(EDITED.fingerprint(), 50, 2, 0, NOW.minusSeconds(3_599), "no room");
    DaggerHistory past = past(null, null, null, Standing.NEVER_UP, many);

    Change change = change(new DesiredJob.Running(EDITED), running(OLD), past);

    assertThat(change)
        .isEqualTo(
            new Change.Keep(
                NAME, "no room; tried again at 2026-01-01T00:09:26Z", NOW.plusSeconds(566)));
  }

  @Test
  void triesAgainWhenTheWaitIsOver() {
    Trouble third = new Trouble(OLD.fingerprint(), 3, 3, 0, NOW.minusSeconds(48), "no room");
    DaggerHistory past = past(null, null, null, Standing.NEVER_UP, third);

    Change change = change(new DesiredJob.Running(OLD), null, past);

    assertThat(change).isInstanceOf(Change.Start.class);
  }

  @Test
  void aNewDefinitionNeedNotWaitForTheFailuresOfTheOldOne() {
    Trouble trouble = new Trouble(OLD.fingerprint(), 9, 9, 0, NOW, "no room");
    DaggerHistory past = past(null, null, null, Standing.NEVER_UP, trouble);

    Change change = change(new DesiredJob.Running(EDITED), null, past);

    assertThat(change).isInstanceOf(Change.Start.class);
  }

  @Test
  void keepsTheOldDefinitionOnceTheNewOneFailedToStartThreeTimes() {
    Change change = change(new DesiredJob.Running(EDITED), running(OLD), failedStarts(3));

    assertThat(change)
        .isEqualTo(
            new Change.Refuse(
                NAME,
                "the old definition keeps running: the new one did not start 3 times (no room),"
                    + " and is not tried again until it is changed or a person says: bin/dagger"
                    + " retry transport/bookings"));
  }

  @Test
  void triesToReplaceUntilThreeStartsFailed() {
    Change change = change(new DesiredJob.Running(EDITED), running(OLD), failedStarts(2));

    assertThat(change).isInstanceOf(Change.Replace.class);
  }

  @Test
  void bringsTheOldDefinitionBackOnceTheNewOneFailedToStartThreeTimes() {
    Change change = change(new DesiredJob.Running(EDITED), null, failedStarts(3));

    assertThat(change).isInstanceOf(Change.Start.class);
    assertThat(((Change.Start) change).bundle()).isEqualTo(OLD);
    assertThat(change.reason()).startsWith("runs its last good definition: the new one did not");
  }

  @Test
  void aJobThatEndedIsNoJob() {
    ObservedJob failed = observed(OLD, JobState.FAILED);

    Change change = change(new DesiredJob.Running(OLD), failed, DaggerHistory.NONE);

    assertThat(change).isInstanceOf(Change.Start.class);
  }

  /** Of the edited definition, in the place of the old one, long ago. */
  private static DaggerHistory failedStarts(int times) {
    Trouble trouble =
        new Trouble(EDITED.fingerprint(), 5, times, 0, NOW.minusSeconds(3_600), "no room");
    return past(null, left(OLD), OLD.fingerprint(), Standing.UP, trouble);
  }

  private static DaggerHistory past(
      DaggerHistory.@Nullable Run run,
      @Nullable LeftState left,
      @Nullable Fingerprint definition,
      Standing standing,
      @Nullable Trouble trouble) {
    return new DaggerHistory(
        run, left, definition, standing, trouble, null, null, null, null, null);
  }

  private static Change change(
      @Nullable DesiredJob desired, @Nullable ObservedJob observed, DaggerHistory past) {
    Plan plan =
        Reconciler.plan(
            REVISION,
            desired == null ? List.of() : List.of(desired),
            observed == null ? List.of() : List.of(observed),
            new History(Map.of(NAME, past), Map.of(OLD.fingerprint(), OLD), Set.of(), null, null),
            NOW);
    assertThat(plan.changes()).hasSize(1);
    return plan.changes().get(0);
  }

  private static JobBundle bundle(String query, @Nullable String reset, String... uids) {
    return TestBundles.of(NAME.toString(), query, reset, uids);
  }

  private static LeftState left(JobBundle bundle) {
    return LeftState.of(bundle, new InitialState.Saved("savepoint/1"));
  }

  private static ObservedJob running(JobBundle bundle) {
    return observed(bundle, JobState.RUNNING);
  }

  private static ObservedJob observed(JobBundle bundle, JobState state) {
    return new ObservedJob(
        NAME,
        bundle.fingerprint(),
        new JobId("0".repeat(32)),
        state,
        null,
        NOW,
        bundle.stateUids(),
        bundle.reset(),
        JobMetrics.NONE,
        JobVitals.NONE);
  }
}
