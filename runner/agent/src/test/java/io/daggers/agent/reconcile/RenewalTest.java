package io.daggers.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.agent.journal.Entry;
import io.daggers.agent.journal.Entry.Step;
import io.daggers.agent.journal.Recollection;
import io.daggers.agent.platform.JobId;
import io.daggers.agent.platform.JobMetrics;
import io.daggers.agent.platform.JobState;
import io.daggers.agent.platform.JobVitals;
import io.daggers.agent.platform.ObservedJob;
import io.daggers.agent.platform.TestBundles;
import io.daggers.definition.DaggerName;
import io.daggers.job.bundle.JobBundle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How a new version of the runner comes to jobs. */
class RenewalTest {

  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final DaggerName A = DaggerName.parse("t/a");
  private static final DaggerName B = DaggerName.parse("t/b");
  private static final DaggerName C = DaggerName.parse("t/c");
  private static final JobMetrics READING =
      new JobMetrics(
          1L, null, null, null, null, null, null, null, null, null, null, null, null, null);

  private final List<DesiredJob> wanted = new ArrayList<>();
  private final List<ObservedJob> live = new ArrayList<>();
  private final Recollection journal = new Recollection();

  @Test
  void comesToTheCanaryFirst() {
    runs(A, "old", HOUR);
    runs(B, "old", HOUR);

    Map<DaggerName, Change> changes = changes(B);

    assertThat(changes.get(B))
        .isInstanceOfSatisfying(
            Change.Replace.class,
            replace -> {
              assertThat(replace.inheritance()).isEqualTo(Inheritance.STATE);
              assertThat(replace.aim()).isEqualTo(replace.job().fingerprint());
            });
    assertThat(changes.get(A))
        .isEqualTo(
            new Change.Keep(
                A,
                "runs as committed, on the runner it was started with: the new one comes after t/b has it"));
  }

  @Test
  void comesToTheFirstByNameWhereThereIsNoCanary() {
    runs(B, "old", HOUR);
    runs(A, "old", HOUR);

    assertThat(renewed(null)).containsExactly(A);
  }

  @Test
  void comesToNobodyElseBeforeTheCanaryRunsSteadily() {
    runs(A, "old", HOUR);
    runs(B, "new", Duration.ofMinutes(1));

    assertThat(renewed(B)).isEmpty();
    assertThat(changes(B).get(A).reason()).endsWith("comes after t/b runs steadily with it");
  }

  @Test
  void comesToTheOthersOneByOne() {
    runs(A, "old", HOUR);
    runs(B, "new", HOUR);
    runs(C, "old", HOUR);

    assertThat(renewed(B)).containsExactly(A);
  }

  @Test
  void stopsWhereOneThatShouldRunDoesNot() {
    runs(A, "old", HOUR);
    runs(B, "new", HOUR);
    runs(C, "new", HOUR);
    live.removeIf(job -> job.dagger().equals(C));

    assertThat(renewed(B)).isEmpty();
    assertThat(changes(B).get(A).reason()).endsWith("comes after t/c is up again");
  }

  @Test
  void doesNotComeWhereStateWouldNotBeFoundAgain() {
    JobBundle now = TestBundles.of(A.toString(), "SELECT 1", null, "window-2");
    wanted.add(new DesiredJob.Running(now));
    live.add(job(now, "old", HOUR, List.of("window-1")));
    runs(B, "old", HOUR);

    assertThat(renewed(null)).containsExactly(B);
  }

  @Test
  void isNothingToWhatAlreadyHasIt() {
    runs(A, "new", HOUR);

    assertThat(changes(A).get(A)).isEqualTo(new Change.Keep(A, "runs as committed"));
  }

  private void runs(DaggerName name, String runner, Duration age) {
    JobBundle bundle = TestBundles.of(name.toString(), "SELECT 1", null, "window-1");
    wanted.add(new DesiredJob.Running(bundle));
    ObservedJob job = job(bundle, runner, age, bundle.stateUids());
    live.add(job);
    journal.add(
        Entry.begun(job.since(), "abc", name, Step.START, "", bundle.fingerprint(), job.id(), null)
            .done(job.since(), null));
  }

  private ObservedJob job(JobBundle bundle, String runner, Duration age, List<String> uids) {
    return new ObservedJob(
        bundle.dagger(),
        bundle.fingerprint(),
        new JobId("0".repeat(31) + (live.size() + 1)),
        JobState.RUNNING,
        null,
        NOW.minus(age),
        uids,
        null,
        null,
        READING,
        new JobVitals(1L, 0L),
        runner);
  }

  private List<DaggerName> renewed(@Nullable DaggerName canary) {
    return changes(canary).values().stream().filter(Change::acts).map(Change::dagger).toList();
  }

  private Map<DaggerName, Change> changes(@Nullable DaggerName canary) {
    return Reconciler.plan(
            "abc",
            wanted,
            live,
            journal.history(fingerprint -> Optional.empty()),
            new Runners("new", canary),
            NOW)
        .changes()
        .stream()
        .collect(Collectors.toMap(Change::dagger, change -> change));
  }
}
