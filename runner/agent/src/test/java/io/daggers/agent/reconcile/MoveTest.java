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
import io.daggers.definition.DaggerName;
import io.daggers.job.bundle.JobBundle;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What becomes of a dagger that gets another name. */
class MoveTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final String REVISION = "0123456789abcdef0123456789abcdef01234567";
  private static final JobId JOB = new JobId("0".repeat(32));

  private static final JobBundle OLD = bundle("pricing/surge", "window-1");
  private static final JobBundle NEW = bundle("pricing/surge-factor", "window-1");
  private static final JobBundle OTHER_MEANING = bundle("pricing/surge-factor", "window-2");
  private static final JobBundle RIVAL = bundle("pricing/surge-too", "window-1");
  private static final LeftState LEFT = LeftState.of(OLD, new InitialState.Saved("savepoint/1"));

  private final Recollection journal = new Recollection();

  @Test
  void takesOverTheJobOfItsFormerName() {
    Plan plan = plan(List.of(moved(NEW)), running(OLD));

    assertThat(plan.changes())
        .containsExactly(
            new Change.Move(
                running(OLD),
                NEW,
                NEW.fingerprint(),
                Inheritance.STATE,
                "moved from pricing/surge, and keeps its state"));
    assertThat(plan.freeze()).isNull();
  }

  @Test
  void takesOverWhatTheJobOfItsFormerNameLeft() {
    journal.add(line(OLD, Step.START).done(NOW, null));
    journal.add(line(OLD, Step.END).done(NOW, LEFT));

    Plan plan = plan(List.of(moved(NEW)));

    assertThat(plan.changes())
        .containsExactly(
            new Change.Start(
                NEW, NEW.fingerprint(), LEFT, "moved from pricing/surge, and keeps its state"));
  }

  @Test
  void isRefusedWhereTheStateMeansSomethingElseAndTheOldNameRunsOn() {
    Plan plan = plan(List.of(moved(OTHER_MEANING)), running(OLD));

    assertThat(plan.changes().get(0))
        .isInstanceOf(Change.Keep.class)
        .extracting(Change::reason)
        .asString()
        .startsWith("moves to pricing/surge-factor: what it has counted so far does not fit");
    assertThat(plan.changes().get(1)).isInstanceOf(Change.Refuse.class);
  }

  @Test
  void isANewDaggerWhereItsFormerNameIsStillThere() {
    Plan plan = plan(List.of(new DesiredJob.Running(OLD), moved(NEW)), running(OLD));

    assertThat(plan.changes())
        .containsExactly(
            new Change.Keep(OLD.dagger(), "runs as committed"),
            new Change.Start(NEW, null, "is new"));
  }

  @Test
  void onlyOneTakesOverAState() {
    Plan plan = plan(List.of(moved(NEW), moved(RIVAL)), running(OLD));

    assertThat(plan.changes()).hasSize(2);
    assertThat(plan.changes().get(0)).isInstanceOf(Change.Move.class);
    assertThat(plan.changes().get(1))
        .isEqualTo(
            new Change.Refuse(
                RIVAL.dagger(),
                "'moved_from: pricing/surge' is what pricing/surge-factor says too, and that one"
                    + " takes its state over; remove it here"));
  }

  @Test
  void waitsWhileItsFormerJobCannotBeSeen() {
    ObservedJob unknown = observed(OLD, JobState.UNKNOWN);

    Plan plan = plan(List.of(moved(NEW)), unknown);

    assertThat(plan.changes()).hasSize(2).noneMatch(Change::acts);
    assertThat(plan.changes().get(1).reason())
        .startsWith("waits for pricing/surge, whose state it takes over: nothing is done while");
  }

  @Test
  void onceItRunsItsFormerNameHasNothingLeft() {
    journal.add(line(OLD, Step.START).done(NOW, null));
    journal.add(line(OLD, Step.MOVE).done(NOW, LEFT));
    journal.add(start(NEW));

    Plan plan = plan(List.of(moved(NEW), new DesiredJob.Running(OLD)), running(NEW));

    assertThat(plan.changes().get(0)).isEqualTo(new Change.Start(OLD, null, "is new"));
    assertThat(plan.changes().get(1)).isInstanceOf(Change.Keep.class);
  }

  @Test
  void movesBackWhereTheCommitIsUndone() {
    journal.add(line(OLD, Step.START).done(NOW, null));
    journal.add(line(OLD, Step.MOVE).done(NOW, LEFT));
    journal.add(start(NEW));

    Plan plan = plan(List.of(new DesiredJob.Running(OLD)), running(NEW));

    assertThat(plan.changes())
        .containsExactly(
            new Change.Move(
                running(NEW),
                OLD,
                OLD.fingerprint(),
                Inheritance.STATE,
                "moved from pricing/surge-factor, and keeps its state"));
  }

  private Plan plan(List<DesiredJob> wanted, ObservedJob... observed) {
    return Reconciler.plan(
        REVISION,
        wanted,
        List.of(observed),
        journal.history(
            fingerprint ->
                Stream.of(OLD, NEW).filter(b -> b.fingerprint().equals(fingerprint)).findFirst()),
        NOW);
  }

  private static DesiredJob.Running moved(JobBundle bundle) {
    return new DesiredJob.Running(bundle).movedFrom(DaggerName.parse("pricing/surge"));
  }

  private static JobBundle bundle(String name, String uid) {
    return TestBundles.of(name, "SELECT 1", null, uid);
  }

  private static Entry start(JobBundle bundle) {
    return Entry.begun(
            NOW, REVISION, bundle.dagger(), Step.START, "", bundle.fingerprint(), JOB, LEFT)
        .done(NOW, LEFT);
  }

  private static Entry line(JobBundle bundle, Step step) {
    return Entry.begun(NOW, REVISION, bundle.dagger(), step, "", bundle.fingerprint(), JOB, null);
  }

  private static ObservedJob running(JobBundle bundle) {
    return observed(bundle, JobState.RUNNING);
  }

  private static ObservedJob observed(JobBundle bundle, JobState state) {
    return new ObservedJob(
        bundle.dagger(),
        bundle.fingerprint(),
        JOB,
        state,
        null,
        NOW,
        bundle.stateUids(),
        bundle.reset(),
        JobMetrics.NONE,
        JobVitals.NONE);
  }
}
