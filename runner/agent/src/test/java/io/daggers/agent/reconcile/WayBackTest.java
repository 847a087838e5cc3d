package io.daggers.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.agent.journal.Entry;
import io.daggers.agent.journal.Entry.Step;
import io.daggers.agent.journal.LeftState;
import io.daggers.agent.journal.Recollection;
import io.daggers.agent.platform.InitialState;
import io.daggers.agent.platform.JobId;
import io.daggers.agent.platform.JobMetrics;
import io.daggers.agent.platform.JobState;
import io.daggers.agent.platform.JobVitals;
import io.daggers.agent.platform.ObservedJob;
import io.daggers.agent.platform.TestBundles;
import io.daggers.job.bundle.JobBundle;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A definition that ran steadily, one that does not, and an agent that is killed in between. */
class WayBackTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant STOP = START.plusSeconds(600);
  private static final JobId JOB = new JobId("1".repeat(32));
  private static final JobId BAD_JOB = new JobId("2".repeat(32));

  private static final JobBundle GOOD = bundle("SELECT 1", null);
  private static final JobBundle BAD = bundle("SELECT 2", "counts anew");
  private static final JobBundle THIRD = bundle("SELECT 3", null);
  private static final LeftState LEFT = LeftState.of(GOOD, new InitialState.Saved("savepoint/1"));

  private final Recollection journal = new Recollection();

  @BeforeEach
  void replaceTheGoodDefinitionByTheBadOneWithoutState() {
    journal.add(line(Step.START, GOOD, JOB).done(START, null));
    journal.add(line(Step.STABLE, GOOD, JOB).done(STOP, null));
    journal.add(line(Step.STOP, BAD, JOB).done(STOP, LEFT));
    journal.add(line(Step.START, BAD, BAD_JOB).done(STOP, null));
  }

  @Test
  void goesBackToTheGoodDefinitionWithWhatThatLeft() {
    Change change = change(BAD, crashing(), STOP.plusSeconds(60));

    assertThat(change)
        .isEqualTo(
            new Change.RollBack(
                crashing(),
                BAD.fingerprint(),
                GOOD,
                GOOD.fingerprint(),
                LEFT,
                "it restarted 6 times before it ran steadily: a poison row"));
  }

  @Test
  void keepsTheBadOneOnceTheGoodOneStoppedLongAgo() {
    assertThat(change(BAD, crashing(), STOP.plus(Duration.ofHours(1))))
        .isInstanceOf(Change.Keep.class);
  }

  @Test
  void goesOnWithTheGoodOneWhereItWasKilledOnTheWay() {
    takeBack();

    assertThat(change(BAD, null, STOP.plus(Duration.ofDays(1))))
        .isEqualTo(
            new Change.Start(
                GOOD, GOOD.fingerprint(), LEFT, "runs its last good definition: crashes"));
  }

  @Test
  void givesTheStateOfTheGoodOneToWhatIsCommittedNext() {
    takeBack();

    assertThat(change(THIRD, null, STOP.plusSeconds(90)))
        .isEqualTo(new Change.Start(THIRD, LEFT, "goes on from the state it left behind"));
  }

  @Test
  void leavesABadOneAloneThatWasNotStoppedInTime() {
    journal.add(line(Step.ROLLBACK, BAD, BAD_JOB).done(STOP.plusSeconds(60), null));
    assertThat(change(BAD, crashing(), STOP.plusSeconds(61))).isInstanceOf(Change.RollBack.class);

    assertThat(change(BAD, crashing(), STOP.plus(Duration.ofHours(1))))
        .isEqualTo(new Change.Keep(GOOD.dagger(), "runs as committed"));
  }

  /** The bad job is stopped, and the good one is not started yet. */
  private void takeBack() {
    Entry rollback =
        Entry.begun(
            STOP, "abc", BAD.dagger(), Step.ROLLBACK, "crashes", BAD.fingerprint(), BAD_JOB, null);
    journal.add(rollback.done(STOP.plusSeconds(60), null));
    journal.add(line(Step.STOP, GOOD, BAD_JOB).done(STOP.plusSeconds(61), null));
  }

  private Change change(JobBundle wanted, @Nullable ObservedJob job, Instant now) {
    return Reconciler.plan(
            "abc",
            List.of(new DesiredJob.Running(wanted)),
            job == null ? List.of() : List.of(job),
            journal.history(
                fingerprint ->
                    Stream.of(GOOD, BAD)
                        .filter(bundle -> bundle.fingerprint().equals(fingerprint))
                        .findFirst()),
            now)
        .changes()
        .get(0);
  }

  private static Entry line(Step step, JobBundle bundle, JobId job) {
    return Entry.begun(START, "abc", bundle.dagger(), step, "", bundle.fingerprint(), job, null);
  }

  private static JobBundle bundle(String query, @Nullable String reset) {
    return TestBundles.of("t/d", query, reset, "window-1");
  }

  private static ObservedJob crashing() {
    return new ObservedJob(
        BAD.dagger(),
        BAD.fingerprint(),
        BAD_JOB,
        JobState.RESTARTING,
        "a poison row",
        STOP,
        BAD.stateUids(),
        BAD.reset(),
        JobMetrics.NONE,
        new JobVitals(1L, 6L));
  }
}
