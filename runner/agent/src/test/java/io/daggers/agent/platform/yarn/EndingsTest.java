package io.daggers.agent.platform.yarn;

import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.agent.platform.JobState;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.junit.jupiter.api.Test;

class EndingsTest {

  private static final ApplicationId ID = ApplicationId.newInstance(1_700_000_000_000L, 7);

  private long second = -3;
  private final Endings endings = new Endings(() -> TimeUnit.SECONDS.toNanos(second));

  @Test
  void takesContainersForGoneFiveSecondsAfterTheEndWasFirstSeen() {
    endings.saw(application(JobState.FAILED));
    second += 4;
    endings.saw(application(JobState.FAILED));
    assertThat(endings.livesOn(ID)).isTrue();

    second += 1;
    assertThat(endings.livesOn(ID)).isFalse();
  }

  @Test
  void hasNothingToWaitForBeforeAnEnd() {
    endings.saw(application(JobState.RUNNING));

    assertThat(endings.livesOn(ID)).isFalse();
  }

  @Test
  void forgetsWhatYarnHasForgotten() {
    endings.saw(application(JobState.FINISHED));

    endings.forgetAllBut(Set.of(ID));
    assertThat(endings.livesOn(ID)).isTrue();
    endings.forgetAllBut(Set.of());
    assertThat(endings.livesOn(ID)).isFalse();
  }

  private static Application application(JobState state) {
    ApplicationTags tags =
        ApplicationTags.read(
                Set.of(
                    "dagger-team-rides",
                    "dagger-name-bookings",
                    "dagger-fingerprint-" + "0".repeat(64)))
            .orElseThrow();
    return new Application(ID, tags, state, 0, null, null, Instant.EPOCH);
  }
}
