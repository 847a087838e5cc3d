package io.daggers.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.agent.journal.Entry;
import io.daggers.agent.journal.Entry.Step;
import io.daggers.agent.journal.Recollection;
import io.daggers.agent.platform.JobId;
import io.daggers.agent.platform.JobMetrics;
import io.daggers.agent.platform.JobState;
import io.daggers.agent.platform.JobVitals;
import io.daggers.agent.platform.ObservedJob;
import io.daggers.definition.DaggerName;
import io.daggers.job.bundle.Fingerprint;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ArrivalsTest {

  private static final Wish BOOKINGS = Wish.of("transport/bookings");
  private static final DaggerName NAME = DaggerName.parse(BOOKINGS.name());
  private static final Instant T = Instant.parse("2026-01-01T00:00:00Z");

  private final Map<DaggerName, ObservedJob> jobs = new HashMap<>();
  private final Recollection journal = new Recollection();
  private Arrivals arrivals = Arrivals.NONE;

  @Test
  void takesFromWhenACommitIsFoundUntilItsJobRuns() {
    look(BOOKINGS, 0, 5);
    jobs.put(NAME, job(BOOKINGS, JobState.STARTING));
    look(BOOKINGS, 0, 6);
    assertThat(arrivals.last()).isEmpty();

    jobs.put(NAME, job(BOOKINGS, JobState.RUNNING));
    look(BOOKINGS, 0, 9);
    look(BOOKINGS, 0, 100);

    assertThat(arrivals.last()).containsExactly(Map.entry(NAME, Duration.ofSeconds(9)));
    assertThat(arrivals.seconds().count()).isEqualTo(1);
    assertThat(arrivals.seconds().sum()).isEqualTo(9);
  }

  @Test
  void doesNotCountWhatRanBeforeTheAgentBegan() {
    jobs.put(NAME, job(BOOKINGS, JobState.RUNNING));

    look(BOOKINGS, 0, 1);
    look(BOOKINGS, 50, 51);

    assertThat(arrivals.seconds().count()).isZero();
  }

  @Test
  void doesNotCountAJobThatTheAgentBringsBack() {
    ran(BOOKINGS);

    look(BOOKINGS, 0, 1);
    jobs.put(NAME, job(BOOKINGS, JobState.RUNNING));
    look(BOOKINGS, 0, 9);
    jobs.remove(NAME);
    look(BOOKINGS, 0, 20);
    jobs.put(NAME, job(BOOKINGS, JobState.RUNNING));
    look(BOOKINGS, 0, 30);

    assertThat(arrivals.seconds().count()).isZero();
  }

  @Test
  void countsEachEditOnceAlsoWhereAnOlderDefinitionRunsMeanwhile() {
    ran(BOOKINGS);
    jobs.put(NAME, job(BOOKINGS, JobState.RUNNING));
    look(BOOKINGS, 0, 1);

    look(BOOKINGS.edited(), 100, 101);
    look(BOOKINGS.edited(), 150, 151); // a commit that changes something else
    jobs.put(NAME, job(BOOKINGS.edited(), JobState.RUNNING));
    look(BOOKINGS.edited(), 150, 160);
    assertThat(arrivals.last()).containsEntry(NAME, Duration.ofSeconds(60));
    jobs.put(NAME, job(BOOKINGS, JobState.RUNNING)); // taken back, as it did not run steadily
    look(BOOKINGS.edited(), 150, 200);
    jobs.put(NAME, job(BOOKINGS.edited(), JobState.RUNNING)); // and tried again
    look(BOOKINGS.edited(), 150, 300);

    assertThat(arrivals.seconds().count()).isEqualTo(1);
  }

  @Test
  void countsWhatGoesOnAfterItWasSuspended() {
    ran(BOOKINGS);
    jobs.put(NAME, job(BOOKINGS, JobState.RUNNING));
    look(BOOKINGS, 0, 1);
    look(BOOKINGS.in(Wish.Kind.SUSPENDED), 10, 11);
    jobs.remove(NAME);
    look(BOOKINGS, 20, 21);
    jobs.put(NAME, job(BOOKINGS, JobState.RUNNING));

    look(BOOKINGS, 20, 27);

    assertThat(arrivals.last()).containsEntry(NAME, Duration.ofSeconds(7));
  }

  @Test
  void forgetsADaggerThatIsNoLongerThere() {
    look(BOOKINGS, 0, 1);
    look(BOOKINGS.in(Wish.Kind.ABSENT), 10, 11);

    assertThat(arrivals.awaited()).isEmpty();
    assertThat(arrivals.arrived()).isEmpty();
  }

  private void look(Wish wish, int found, int now) {
    arrivals =
        arrivals.after(
            Wish.all(List.of(wish)).jobs(),
            T.plusSeconds(found),
            jobs,
            journal.history(fingerprint -> Optional.empty()),
            T.plusSeconds(now));
  }

  /** Under the agent before. */
  private void ran(Wish wish) {
    Fingerprint fingerprint = wish.bundle().fingerprint();
    Entry begun =
        Entry.begun(T, Wish.REVISION, NAME, Step.START, "is new", fingerprint, JobId.next(), null);
    journal.add(begun);
    journal.add(begun.done(T, null));
  }

  private static ObservedJob job(Wish wish, JobState state) {
    return new ObservedJob(
        NAME,
        wish.bundle().fingerprint(),
        JobId.next(),
        state,
        null,
        T,
        List.of(),
        null,
        JobMetrics.NONE,
        JobVitals.NONE);
  }
}
