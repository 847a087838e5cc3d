package io.daggers.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.agent.journal.DaggerHistory.Trouble;
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
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

  private static final Instant SINCE = Instant.parse("2026-01-01T00:00:00Z");

  @ParameterizedTest
  @CsvSource({"1,10", "2,20", "3,40", "6,320", "7,600", "1000,600"})
  void waitsTwiceAsLongEachTimeAndAtMostAFifthLonger(int failures, long seconds) {
    Duration wait = wait("transport/bookings", failures);

    assertThat(wait)
        .isBetween(Duration.ofSeconds(seconds), Duration.ofMillis(seconds * 1_200))
        .isEqualTo(wait("transport/bookings", failures));
  }

  @Test
  void waitsAnHourWhereATryInterruptsAJob() {
    JobBundle bundle = bundle("transport/bookings");
    ObservedJob job =
        new ObservedJob(
            bundle.dagger(),
            bundle.fingerprint(),
            JobId.next(),
            JobState.RUNNING,
            null,
            SINCE,
            List.of(),
            null,
            JobMetrics.NONE,
            JobVitals.NONE);
    Change change = new Change.Replace(job, bundle, Inheritance.STATE, "changed");

    assertThat(Duration.between(SINCE, Backoff.over(change, trouble(bundle, 50))))
        .isBetween(Duration.ofMinutes(60), Duration.ofMinutes(72));
  }

  @Test
  void bringsDaggersThatFailedTogetherBackOneAfterTheOther() {
    for (int failures : new int[] {1, 7}) {
      Duration whole = failures == 1 ? Duration.ofSeconds(2) : Duration.ofMinutes(2);

      Map<Long, Long> tenths =
          IntStream.range(0, 1_000)
              .mapToObj(i -> wait("transport/dagger-" + i, failures))
              .map(wait -> wait.minus(whole.multipliedBy(5)).multipliedBy(10).dividedBy(whole))
              .collect(Collectors.groupingBy(tenth -> Math.min(tenth, 9), Collectors.counting()));

      assertThat(tenths).hasSize(10);
      assertThat(tenths.values()).allMatch(count -> count > 60 && count < 150);
    }
  }

  @Test
  void doesNotBringTheSameDaggersBackTogetherEachTime() {
    long sameOrder =
        IntStream.range(0, 1_000)
            .filter(i -> isBefore(i, i + 1, 7) == isBefore(i, i + 1, 8))
            .count();

    assertThat(sameOrder).isBetween(400L, 600L);
  }

  private static boolean isBefore(int one, int other, int failures) {
    return wait("a/b-" + one, failures).compareTo(wait("a/b-" + other, failures)) < 0;
  }

  private static Duration wait(String dagger, int failures) {
    JobBundle bundle = bundle(dagger);
    Change change = new Change.Start(bundle, null, "is new");
    return Duration.between(SINCE, Backoff.over(change, trouble(bundle, failures)));
  }

  private static Trouble trouble(JobBundle bundle, int failures) {
    return new Trouble(bundle.fingerprint(), failures, failures, 0, SINCE, "no room");
  }

  private static JobBundle bundle(String dagger) {
    return TestBundles.of(dagger, "SELECT 1", "once", "window-1");
  }
}
