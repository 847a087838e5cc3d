package io.daggers.agent.platform.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.daggers.agent.Services;
import io.daggers.agent.Waiting;
import io.daggers.agent.platform.InitialState;
import io.daggers.agent.platform.JobId;
import io.daggers.agent.platform.JobMetrics;
import io.daggers.agent.platform.JobPlatform;
import io.daggers.agent.platform.JobState;
import io.daggers.agent.platform.JobVitals;
import io.daggers.agent.platform.ObservedJob;
import io.daggers.agent.platform.PlatformException;
import io.daggers.agent.platform.RealPlatformContract;
import io.daggers.agent.platform.TestBundles;
import io.daggers.job.bundle.JobBundle;
import io.daggers.job.secret.SecretReferences;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPlatformIT extends RealPlatformContract {

  @TempDir static Path directory;
  private static Services services;
  private static EmbeddedPlatform platform;

  @BeforeAll
  static void startServices() throws Exception {
    services = Services.start(directory);
    platform = EmbeddedPlatform.start(services.environment(), SecretReferences.WITHOUT_FILES::late);
  }

  @AfterAll
  static void stopServices() {
    platform.close();
    services.close();
  }

  @Override
  protected JobPlatform platform() {
    return platform;
  }

  @Override
  protected Services services() {
    return services;
  }

  @Test
  void readsWhatAJobCounts() throws Exception {
    Instant window = services.nextHour();
    platform.start(JobId.next(), bundle(), new InitialState.Empty());

    services.send("gateway", window, 10);
    services.closeWindows();

    Waiting.until(() -> Objects.equals(metrics().rowsOut(), 1L), () -> metrics().toString());
    Waiting.until(() -> Objects.equals(metrics().recordsIn(), 12L), () -> metrics().toString());
    assertThat(metrics().newestWindow()).isEqualTo(window);
    assertThat(metrics().late()).isEqualTo(0);
    assertThat(metrics().undecodable()).isEqualTo(0);
    Waiting.until(() -> metrics().lag() != null, () -> metrics().toString());
    Duration lag = metrics().lag();
    assertThat(lag).isPositive();
    Waiting.until(() -> metrics().lag().compareTo(lag) > 0, () -> "the lag stays at " + lag);
  }

  @Test
  void tellsHowSteadilyAJobRuns() throws Exception {
    JobId id = JobId.next();
    platform.start(id, bundle(), new InitialState.Empty());

    Waiting.until(
        () -> Objects.requireNonNullElse(vitals(id).checkpoints(), 0L) > 0,
        () -> vitals(id).toString());
    assertThat(vitals(id).restarts()).isEqualTo(0);
  }

  @Test
  void saysThatABundleWhichNeedsMoreSlotsThanThereAreHasNoRoom() throws Exception {
    JobBundle tooWide = TestBundles.withParallelism(bundle(), 65);

    platform.prepare(bundle(), bundle().dagger(), new InitialState.Empty());
    assertThatThrownBy(() -> platform.prepare(tooWide, tooWide.dagger(), new InitialState.Empty()))
        .isInstanceOf(PlatformException.class)
        .hasMessage("it needs 65 slots, and there are 64 for it");
  }

  @Test
  void saysThatABundleWhoseJobCannotBeMadeIsNotFit() {
    JobBundle nonsense = TestBundles.of(Services.DAGGER, "SELECT nonsense", null);

    assertThatThrownBy(
            () -> platform.prepare(nonsense, nonsense.dagger(), new InitialState.Empty()))
        .isInstanceOf(PlatformException.class)
        .hasMessageStartingWith("its job cannot be made: ");
  }

  private static JobVitals vitals(JobId id) throws Exception {
    return platform.observe().stream()
        .filter(job -> job.id().equals(id))
        .map(ObservedJob::vitals)
        .findFirst()
        .orElseThrow();
  }

  private static JobMetrics metrics() throws Exception {
    return platform.observe().stream()
        .filter(job -> job.state() == JobState.RUNNING)
        .map(ObservedJob::metrics)
        .findFirst()
        .orElseThrow();
  }
}
