package io.daggers.agent.platform.yarn;

import io.daggers.agent.platform.InitialState;
import io.daggers.agent.platform.JobId;
import io.daggers.agent.platform.JobPlatform;
import io.daggers.agent.platform.ObservedJob;
import io.daggers.agent.platform.PlatformException;
import io.daggers.agent.platform.flink.FailureText;
import io.daggers.agent.platform.flink.FlinkRest;
import io.daggers.agent.platform.flink.LeftBehind;
import io.daggers.definition.DaggerName;
import io.daggers.job.DaggerJob;
import io.daggers.job.bundle.JobBundle;
import io.daggers.job.secret.LateSecret;
import io.daggers.topology.Environment;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.conf.YarnConfiguration;

/** An application on YARN for each job, with a Flink of its own. They outlive the agent. */
public final class YarnPlatform implements JobPlatform {

  private static final Duration LONGEST_STOP = Duration.ofMinutes(2);

  private final Environment environment;
  private final Environment.Yarn settings;
  private final YarnClient yarn;
  private final ApplicationFolders folders;
  private final URI page;
  private final Applications applications;
  private final JobManagers jobManagers = new JobManagers();
  private final QueueRoom room;
  private final FailureNotes notes;
  private final Starts starts;
  private final BundleStore bundles;
  private final RunnerLibrary library;
  private final Path logging;
  private final LeftBehind leftBehind;
  private final Lookout lookout;

  private YarnPlatform(
      Environment environment,
      YarnClient yarn,
      YarnConfiguration hadoop,
      ApplicationFolders folders,
      BundleStore bundles,
      RunnerLibrary library,
      Path logging) {
    this.environment = environment;
    this.settings = Objects.requireNonNull(environment.yarn());
    this.yarn = yarn;
    this.page = URI.create("http://" + hadoop.get(YarnConfiguration.RM_WEBAPP_ADDRESS));
    this.folders = folders;
    this.applications = new Applications(yarn, environment.name(), folders);
    this.room = new QueueRoom(new Queues(yarn));
    this.notes = new FailureNotes(settings.folder());
    this.starts = new Starts(hadoop, applications, jobManagers, notes);
    this.bundles = bundles;
    this.lookout = new Lookout(applications, jobManagers, notes, bundles);
    this.library = library;
    this.logging = logging;
    this.leftBehind = new LeftBehind(environment);
  }

  /**
   * Connects to YARN, and puts the runner's jars where its nodes find them.
   *
   * @param environment on YARN
   * @param jars the runner's class path
   * @param folder of this machine, for the logging settings of jobs
   */
  public static YarnPlatform connect(
      Environment environment, HadoopFolder hadoop, List<Path> jars, Path folder)
      throws PlatformException {
    Environment.Yarn settings = Objects.requireNonNull(environment.yarn());
    Path logging = JobLogging.write(folder);
    RunnerLibrary library = RunnerLibrary.publish(settings.folder(), jars);
    YarnConfiguration reach = hadoop.settings();
    try {
      BundleStore bundles = new BundleStore(settings.folder(), reach);
      ApplicationFolders folders = ApplicationFolders.reach(reach, settings.folder());
      YarnClient yarn = YarnClient.createYarnClient();
      yarn.init(reach);
      yarn.start();
      return new YarnPlatform(environment, yarn, reach, folders, bundles, library, logging);
    } catch (IOException e) {
      throw new PlatformException(
          "the cluster's file system cannot be reached: " + e.getMessage(), e);
    }
  }

  @Override
  public List<ObservedJob> observe() throws PlatformException {
    return lookout.observe();
  }

  @Override
  public void prepare(JobBundle bundle, DaggerName old, InitialState from)
      throws PlatformException {
    String queue = settings.queue(bundle.dagger().team());
    boolean isSameQueue = settings.queue(old.team()).equals(queue);
    long freed =
        applications.all().stream()
            .filter(application -> isSameQueue && application.tags().dagger().equals(old))
            .mapToLong(Application::megabytes)
            .sum();
    room.check(queue, bundle, freed);
    try {
      // The files are on the nodes, and not here.
      DaggerJob.graph(bundle, reference -> new LateSecret(reference, settings.secretsFolder()));
    } catch (RuntimeException e) {
      throw new PlatformException("its job cannot be made: " + FailureText.of(e), e);
    }
  }

  @Override
  public JobId nextId() throws PlatformException {
    return starts.nextId();
  }

  @Override
  public void ruleOut(DaggerName dagger, JobId id) throws PlatformException {
    Optional<ApplicationId> application = ApplicationIds.application(id);
    if (application.isPresent() && applications.of(id).isEmpty()) {
      applications.occupy(application.get(), settings.queue(dagger.team()));
    }
    applications.end(id);
  }

  @Override
  public void start(JobId id, JobBundle bundle, InitialState from) throws PlatformException {
    try {
      starts.start(
          new Deployment(
              id,
              bundle,
              from,
              environment,
              library,
              new org.apache.flink.core.fs.Path(bundles.write(bundle).toUri()),
              notes.file(id),
              logging));
    } catch (IOException e) {
      throw new PlatformException("its bundle cannot be written: " + e.getMessage(), e);
    }
    applications.tidyUpAfter(bundle.dagger());
  }

  @Override
  public InitialState.Saved stopWithSavepoint(JobId job) throws PlatformException {
    FlinkRest flink =
        applications
            .of(job)
            .flatMap(jobManagers::of)
            .orElseThrow(
                () -> new PlatformException("no savepoint could be made: it does not run"));
    InitialState.Saved saved =
        flink.stopWithSavepoint(job, leftBehind.savepointFolder(job), LONGEST_STOP);
    applications.awaitEnd(job);
    return saved;
  }

  @Override
  public void stop(JobId job) throws PlatformException {
    applications.end(job);
  }

  @Override
  public Optional<InitialState.Saved> newestState(JobId job) throws PlatformException {
    applications.awaitGone(job);
    return leftBehind.newest(job);
  }

  @Override
  public Optional<InitialState.OpenWindows> openWindows(InitialState.Saved state)
      throws PlatformException {
    return LeftBehind.openWindows(state);
  }

  /** The id of the application that a job is in, as YARN's own tools take it. */
  public String applicationOf(JobId job) {
    return ApplicationIds.application(job).map(ApplicationId::toString).orElse("none");
  }

  @Override
  public Optional<String> runner() {
    return Optional.of(library.version());
  }

  @Override
  public boolean outlivesAgent() {
    return true;
  }

  @Override
  public Optional<URI> page() {
    return Optional.of(page);
  }

  @Override
  public void close() {
    starts.close();
    lookout.close();
    yarn.stop();
    folders.close();
  }
}
