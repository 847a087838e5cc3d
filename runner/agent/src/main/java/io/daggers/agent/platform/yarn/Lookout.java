package io.daggers.agent.platform.yarn;

import io.daggers.agent.platform.JobId;
import io.daggers.agent.platform.JobState;
import io.daggers.agent.platform.ObservedJob;
import io.daggers.agent.platform.PlatformException;
import io.daggers.agent.platform.flink.FailureText;
import io.daggers.agent.platform.flink.JobSight;
import io.daggers.job.bundle.JobBundle;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Sees how all jobs fare: YARN is asked once for all of them, and then each JobManager; for how its
 * job is, and by turns for all details.
 */
final class Lookout implements AutoCloseable {

  /** How many JobManagers are asked at once. */
  private static final int LOOKS_AT_ONCE = 32;

  private final Applications applications;
  private final JobManagers jobManagers;
  private final FailureNotes notes;
  private final BundleStore bundles;
  private final LookTurns turns = new LookTurns();
  private final ExecutorService looks = Executors.newFixedThreadPool(LOOKS_AT_ONCE);

  Lookout(
      Applications applications, JobManagers jobManagers, FailureNotes notes, BundleStore bundles) {
    this.applications = applications;
    this.jobManagers = jobManagers;
    this.notes = notes;
    this.bundles = bundles;
  }

  List<ObservedJob> observe() throws PlatformException {
    List<Application> all = applications.all();
    jobManagers.forgetAllBut(all);
    notes.forgetAllBut(all.stream().map(Application::job).toList());
    List<Callable<ObservedJob>> questions = new ArrayList<>();
    Set<JobId> turn =
        turns.next(
            all.stream()
                .filter(application -> application.state() == JobState.RUNNING)
                .map(Application::job)
                .toList());
    for (Application application : all) {
      questions.add(
          turn.contains(application.job())
              ? () -> observed(application, jobManagers.look(application))
              : () -> observed(application, jobManagers.glance(application)));
    }
    try {
      List<ObservedJob> jobs = new ArrayList<>();
      for (Future<ObservedJob> answer : looks.invokeAll(questions)) {
        jobs.add(answer.get());
      }
      return jobs;
    } catch (ExecutionException e) {
      throw new PlatformException(FailureText.of(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlatformException("interrupted while it looked", e);
    }
  }

  @Override
  public void close() {
    looks.shutdownNow();
  }

  private ObservedJob observed(Application application, JobSight seen) {
    JobSight sight = withNote(application, seen);
    try {
      JobBundle bundle = bundles.read(application.tags().fingerprint());
      return sight
          .of(application.job(), bundle, application.since())
          .startedWith(application.tags().runner());
    } catch (IOException e) {
      return withoutBundle(application, sight, e);
    }
  }

  private JobSight withNote(Application application, JobSight sight) {
    return sight.state() == JobState.FAILED
        ? notes
            .read(application.job())
            .map(why -> JobSight.from(JobState.FAILED, why))
            .orElse(sight)
        : sight;
  }

  /** Nothing is done about one that runs, as nobody knows what its state means; others go on. */
  private static ObservedJob withoutBundle(
      Application application, JobSight sight, IOException failure) {
    return new ObservedJob(
        application.tags().dagger(),
        application.tags().fingerprint(),
        application.job(),
        sight.state().isLive() ? JobState.UNKNOWN : sight.state(),
        "what it was started with cannot be read: " + failure.getMessage(),
        application.since(),
        List.of(),
        null,
        null,
        sight.metrics(),
        sight.vitals(),
        application.tags().runner());
  }
}
