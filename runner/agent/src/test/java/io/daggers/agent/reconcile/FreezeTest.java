package io.daggers.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.agent.journal.Entry;
import io.daggers.agent.journal.Entry.Outcome;
import io.daggers.agent.journal.Entry.Step;
import io.daggers.agent.journal.History;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What becomes of a commit that takes much away. */
class FreezeTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final String REVISION = "0123456789abcdef0123456789abcdef01234567";

  private final List<JobBundle> bundles =
      IntStream.range(0, 10).mapToObj(FreezeTest::bundle).toList();
  private final Recollection journal = new Recollection();

  @Test
  void removesAFew() {
    assertThat(planWanting(8, 10).freeze()).isNull();
    assertThat(planWanting(7, 10).freeze()).isNull();
    assertThat(planWanting(2, 4).freeze()).isNull();
    assertThat(planWanting(0, 1).freeze()).isNull();
    assertThat(removed(planWanting(7, 10))).isEqualTo(3);
  }

  @Test
  void asksBeforeItRemovesMoreThanAThird() {
    Plan plan = planWanting(6, 10);

    assertThat(plan.freeze())
        .isEqualTo(
            "commit 0123456789ab would remove 4 of the 10 daggers that run, so none is removed; if"
                + " that is meant: bin/dagger confirm 0123456789ab");
    assertThat(removed(plan)).isZero();
    assertThat(plan.changes().get(9).reason())
        .isEqualTo(
            "was removed from the repository, and is kept until a person says: bin/dagger confirm"
                + " 0123456789ab");
  }

  @Test
  void asksBeforeItRemovesEverything() {
    assertThat(planWanting(0, 2).freeze()).contains("would remove 2 of the 2 daggers");
    assertThat(planWanting(1, 4).freeze()).contains("would remove 3 of the 4 daggers");
  }

  @Test
  void removesWhatAPersonConfirmed() {
    journal.add(Entry.ofCommit(NOW, REVISION, Step.CONFIRM, "a person said so"));

    Plan plan = planWanting(0, 10);

    assertThat(plan.freeze()).isNull();
    assertThat(removed(plan)).isEqualTo(10);
  }

  @Test
  void anotherCommitIsNotConfirmedByThat() {
    journal.add(Entry.ofCommit(NOW, "f".repeat(40), Step.CONFIRM, "a person said so"));

    assertThat(planWanting(0, 10).freeze()).isNotNull();
  }

  @Test
  void looksAfterTheOthersMeanwhile() {
    DesiredJob edited =
        new DesiredJob.Running(TestBundles.of("t/d0", "SELECT 2", null, "window-1"));
    DesiredJob added = new DesiredJob.Running(TestBundles.of("t/new", "SELECT 2", null));

    Plan plan = Reconciler.plan(REVISION, List.of(edited, added), live(9), history(), NOW);

    assertThat(plan.freeze()).isNotNull();
    assertThat(plan.changes().get(0)).isInstanceOf(Change.Replace.class);
    assertThat(plan.changes().get(9)).isInstanceOf(Change.Start.class);
    assertThat(removed(plan)).isZero();
  }

  @Test
  void bringsBackWhatEndsMeanwhile() {
    bundles.forEach(bundle -> journal.add(start(bundle)));
    bundles.forEach(bundle -> journal.add(parked(bundle)));

    Plan plan = Reconciler.plan(REVISION, List.of(), List.of(), history(), NOW);

    assertThat(plan.freeze()).contains("would remove 10 of the 10 daggers");
    assertThat(plan.changes())
        .hasSize(10)
        .allMatch(change -> change instanceof Change.Start start && start.from() != null);
  }

  @Test
  void leavesASuspendedDaggerSuspendedMeanwhile() {
    journal.add(start(bundles.get(9)));
    journal.add(entry(bundles.get(9), Step.STOP, Outcome.DONE, false));

    Plan plan = Reconciler.plan(REVISION, List.of(), live(9), history(), NOW);

    assertThat(plan.freeze()).contains("would remove 9 of the 9 daggers");
    assertThat(plan.changes().get(9)).isInstanceOf(Change.Keep.class);
  }

  private Plan planWanting(int wanted, int running) {
    List<DesiredJob> desired = new ArrayList<>();
    bundles.subList(0, wanted).forEach(bundle -> desired.add(new DesiredJob.Running(bundle)));
    return Reconciler.plan(REVISION, desired, live(running), history(), NOW);
  }

  private History history() {
    return journal.history(
        fingerprint ->
            bundles.stream().filter(b -> b.fingerprint().equals(fingerprint)).findFirst());
  }

  private List<ObservedJob> live(int count) {
    return bundles.subList(0, count).stream().map(FreezeTest::running).toList();
  }

  private static long removed(Plan plan) {
    return plan.changes().stream()
        .filter(change -> change instanceof Change.Stop stop && stop.removed())
        .count();
  }

  private static JobBundle bundle(int number) {
    return TestBundles.of("t/d" + number, "SELECT 1", null, "window-1");
  }

  private static Entry start(JobBundle bundle) {
    return entry(bundle, Step.START, Outcome.DONE, true);
  }

  private static Entry parked(JobBundle bundle) {
    return entry(bundle, Step.PARK, Outcome.DONE, false);
  }

  private static Entry entry(JobBundle bundle, Step step, Outcome outcome, boolean aims) {
    LeftState left = LeftState.of(bundle, new InitialState.Saved("savepoint/1"));
    return new Entry(
        NOW,
        REVISION,
        bundle.dagger(),
        step,
        outcome,
        "",
        aims ? bundle.fingerprint() : null,
        new JobId("0".repeat(32)),
        aims ? null : left,
        null);
  }

  private static ObservedJob running(JobBundle bundle) {
    return new ObservedJob(
        bundle.dagger(),
        bundle.fingerprint(),
        new JobId("0".repeat(32)),
        JobState.RUNNING,
        null,
        NOW,
        bundle.stateUids(),
        bundle.reset(),
        JobMetrics.NONE,
        JobVitals.NONE);
  }
}
