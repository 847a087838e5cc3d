package io.daggers.agent.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.daggers.agent.Waiting;
import io.daggers.job.bundle.JobBundle;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every platform must do. A subclass says how to get one, and what can run on it. */
public abstract class PlatformContract {

  /** The same platform for all tests of a class, or a new one each. */
  protected abstract JobPlatform platform() throws Exception;

  /** A bundle that runs. */
  protected abstract JobBundle bundle() throws Exception;

  /** The same dagger with another output, and state of the same meaning. */
  protected abstract JobBundle editedBundle() throws Exception;

  /** The same dagger with state of another meaning. */
  protected abstract JobBundle bundleOfAnotherMeaning() throws Exception;

  @AfterEach
  void stopAllJobs() throws Exception {
    for (ObservedJob job : live()) {
      platform().stop(job.id());
    }
  }

  @Test
  void observesAJobAsItWasStarted() throws Exception {
    JobId id = started(bundle(), new InitialState.Empty());

    ObservedJob job = only(live());

    assertThat(job.id()).isEqualTo(id);
    assertThat(job.dagger()).isEqualTo(bundle().dagger());
    assertThat(job.fingerprint()).isEqualTo(bundle().fingerprint());
    assertThat(job.state()).isEqualTo(JobState.RUNNING);
    assertThat(job.stateUids()).isEqualTo(bundle().stateUids());
    assertThat(job.reset()).isEqualTo(bundle().reset());
  }

  @Test
  void startsAnEditedDefinitionFromTheSavepointOfTheOldOne() throws Exception {
    JobId id = started(bundle(), new InitialState.Empty());

    InitialState.Saved saved = platform().stopWithSavepoint(id);
    assertThat(live()).isEmpty();
    started(editedBundle(), saved);

    assertThat(only(live()).fingerprint()).isEqualTo(editedBundle().fingerprint());
  }

  @Test
  void refusesToStartFromStateThatTheBundleDoesNotKnow() throws Exception {
    JobId id = started(bundle(), new InitialState.Empty());
    InitialState.Saved saved = platform().stopWithSavepoint(id);

    assertThatThrownBy(() -> started(bundleOfAnotherMeaning(), saved))
        .isInstanceOf(PlatformException.class);

    assertThat(live()).isEmpty();
  }

  @Test
  void leavesNothingRunningWhereAJobDoesNotComeUp() throws Exception {
    InitialState.Saved nowhere = new InitialState.Saved("file:///no/such/savepoint");

    assertThatThrownBy(() -> started(bundle(), nowhere)).isInstanceOf(PlatformException.class);

    assertThat(live()).isEmpty();
  }

  @Test
  void findsWhatAJobThatWasStoppedAtOnceLeftBehind() throws Exception {
    JobId id = started(bundle(), new InitialState.Empty());
    awaitState(id);

    platform().stop(id);

    InitialState.Saved left = platform().newestState(id).orElseThrow();
    started(bundle(), left);
    assertThat(only(live()).state()).isEqualTo(JobState.RUNNING);
    assertThat(platform().newestState(id)).as("nothing came after it").contains(left);
  }

  @Test
  void findsTheSavepointOfAJobThatWasStoppedWithOne() throws Exception {
    JobId id = started(bundle(), new InitialState.Empty());

    InitialState.Saved saved = platform().stopWithSavepoint(id);

    assertThat(platform().newestState(id)).isEqualTo(Optional.of(saved));
  }

  @Test
  void hasNothingOfAJobThatNeverWas() throws Exception {
    assertThat(platform().newestState(JobId.next())).isEmpty();
  }

  @Test
  void stoppingAJobThatHasEndedDoesNothing() throws Exception {
    JobId id = started(bundle(), new InitialState.Empty());
    platform().stop(id);

    platform().stop(id);

    assertThat(live()).isEmpty();
  }

  @Test
  void saysThatAJobWhichIsNotThereCannotMakeASavepoint() {
    assertThatThrownBy(() -> platform().stopWithSavepoint(JobId.next()))
        .isInstanceOf(PlatformException.class);
  }

  private JobId started(JobBundle bundle, InitialState from) throws Exception {
    JobId id = platform().nextId();
    platform().start(id, bundle, from);
    return id;
  }

  /** Until there is something to find, where the platform makes checkpoints now and then. */
  protected void awaitState(JobId job) throws Exception {
    Waiting.until(() -> platform().newestState(job).isPresent(), () -> "no checkpoint of " + job);
  }

  private List<ObservedJob> live() throws Exception {
    return platform().observe().stream().filter(job -> job.state().isLive()).toList();
  }

  private static ObservedJob only(List<ObservedJob> jobs) {
    assertThat(jobs).hasSize(1);
    return jobs.get(0);
  }
}
