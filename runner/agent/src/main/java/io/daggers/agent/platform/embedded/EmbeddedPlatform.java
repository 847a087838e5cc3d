package io.daggers.agent.platform.embedded;

import io.daggers.agent.platform.InitialState;
import io.daggers.agent.platform.JobId;
import io.daggers.agent.platform.JobPlatform;
import io.daggers.agent.platform.JobState;
import io.daggers.agent.platform.ObservedJob;
import io.daggers.agent.platform.PlatformException;
import io.daggers.agent.platform.flink.FailureText;
import io.daggers.agent.platform.flink.FlinkRest;
import io.daggers.agent.platform.flink.LeftBehind;
import io.daggers.agent.platform.flink.RestJob;
import io.daggers.definition.DaggerName;
import io.daggers.job.DaggerJob;
import io.daggers.job.begin.Beginning;
import io.daggers.job.begin.BeginningReader;
import io.daggers.job.bundle.JobBundle;
import io.daggers.job.secret.LateSecret;
import io.daggers.topology.Environment;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A whole Flink in this process. Its jobs end with it; what they leave behind stays on disk. */
public final class EmbeddedPlatform implements JobPlatform {

  /** Each job takes one for each unit of its parallelism. */
  public static final int SLOTS = 64;

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPlatform.class);

  private static final Duration LONGEST_START = Duration.ofMinutes(2);
  private static final Duration LONGEST_STOP = Duration.ofMinutes(1);

  private final MiniCluster flink;
  private final URI address;
  private final FlinkRest rest;
  private final LeftBehind leftBehind;
  private final Function<String, LateSecret> secrets;

  /** To plan more queries at once than there are processors only takes memory. */
  private final Semaphore planners = new Semaphore(Runtime.getRuntime().availableProcessors());

  private final Map<JobId, JobBundle> bundles = new ConcurrentHashMap<>();

  private EmbeddedPlatform(
      MiniCluster flink,
      URI address,
      Environment environment,
      Function<String, LateSecret> secrets) {
    this.flink = flink;
    this.address = address;
    this.rest = new FlinkRest(address);
    this.leftBehind = new LeftBehind(environment);
    this.secrets = secrets;
  }

  /**
   * Starts Flink.
   *
   * @param environment says where checkpoints and savepoints are kept
   * @param secrets what is behind a reference such as {@code secret://env/NAME}
   */
  public static EmbeddedPlatform start(
      Environment environment, Function<String, LateSecret> secrets) throws PlatformException {
    MiniCluster flink = new MiniCluster(EmbeddedFlink.configuration(environment));
    try {
      flink.start();
      URI address = flink.getRestAddress().get();
      LOG.info("flink={} started", address);
      return new EmbeddedPlatform(flink, address, environment, secrets);
    } catch (Exception e) {
      throw new PlatformException("Flink does not start: " + FailureText.of(e), e);
    }
  }

  @Override
  public List<ObservedJob> observe() throws PlatformException {
    List<ObservedJob> jobs = new ArrayList<>();
    for (RestJob job : rest.jobs()) {
      JobBundle bundle = bundles.get(job.id());
      if (bundle != null) {
        jobs.add(rest.look(job.id(), job.state()).of(job.id(), bundle, job.since()));
      }
    }
    return jobs;
  }

  @Override
  public void prepare(JobBundle bundle, DaggerName old, InitialState from)
      throws PlatformException {
    int free = SLOTS - slotsOfOthers(old);
    if (bundle.parallelism() > free) {
      throw new PlatformException(
          "it needs %d slots, and there are %d for it".formatted(bundle.parallelism(), free));
    }
    jobGraph(JobId.next(), bundle, from);
  }

  @Override
  public void start(JobId id, JobBundle bundle, InitialState from) throws PlatformException {
    JobGraph job = jobGraph(id, bundle, from);
    bundles.put(id, bundle);
    try {
      flink.submitJob(job).get();
      awaitRunning(id);
    } catch (PlatformException e) {
      throw givenUp(id, e);
    } catch (ExecutionException e) {
      throw givenUp(id, new PlatformException("not submitted: " + FailureText.of(e), e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlatformException("interrupted while it was submitted", e);
    }
  }

  @Override
  public InitialState.Saved stopWithSavepoint(JobId job) throws PlatformException {
    return rest.stopWithSavepoint(job, leftBehind.savepointFolder(job), LONGEST_STOP);
  }

  @Override
  public void stop(JobId job) throws PlatformException {
    if (stateOf(job).map(JobState::isLive).orElse(false)) {
      rest.cancel(job);
      long deadline = System.nanoTime() + LONGEST_STOP.toNanos();
      while (stateOf(job).map(JobState::isLive).orElse(false)) {
        if (System.nanoTime() > deadline) {
          throw new PlatformException("it did not end within " + LONGEST_STOP.toSeconds() + " s");
        }
        FlinkRest.pause();
      }
    }
  }

  @Override
  public Optional<InitialState.Saved> newestState(JobId job) throws PlatformException {
    return leftBehind.newest(job);
  }

  @Override
  public Optional<InitialState.OpenWindows> openWindows(InitialState.Saved state)
      throws PlatformException {
    return LeftBehind.openWindows(state);
  }

  @Override
  public boolean outlivesAgent() {
    return false;
  }

  @Override
  public Optional<URI> page() {
    return Optional.of(address);
  }

  @Override
  public void close() {
    try {
      flink.close();
    } catch (Exception e) {
      LOG.warn("flink={} did not end in good order", address, e);
    }
  }

  private int slotsOfOthers(DaggerName dagger) throws PlatformException {
    return rest.jobs().stream()
        .filter(job -> job.state().isLive())
        .flatMap(job -> Optional.ofNullable(bundles.get(job.id())).stream())
        .filter(bundle -> !bundle.dagger().equals(dagger))
        .mapToInt(JobBundle::parallelism)
        .sum();
  }

  private JobGraph jobGraph(JobId id, JobBundle bundle, InitialState from)
      throws PlatformException {
    try {
      StreamGraph graph = planned(bundle, beginning(bundle, from));
      if (from instanceof InitialState.Saved saved) {
        boolean allowNonRestoredState = false;
        graph.setSavepointRestoreSettings(
            SavepointRestoreSettings.forPath(saved.location(), allowNonRestoredState));
      }
      return graph.getJobGraph(
          EmbeddedPlatform.class.getClassLoader(), JobID.fromHexString(id.value()));
    } catch (RuntimeException e) {
      throw new PlatformException("its job cannot be made: " + FailureText.of(e), e);
    }
  }

  private Beginning beginning(JobBundle bundle, InitialState from) {
    if (from instanceof InitialState.OpenWindows open) {
      return BeginningReader.after(bundle, secrets, open.writtenUntil().toEpochMilli());
    }
    return from instanceof InitialState.Saved
        ? Beginning.OPEN
        : BeginningReader.read(bundle, secrets);
  }

  private StreamGraph planned(JobBundle bundle, Beginning beginning) {
    planners.acquireUninterruptibly();
    try {
      return DaggerJob.graph(bundle, secrets, beginning);
    } finally {
      planners.release();
    }
  }

  /** A job that cannot be stopped stays known, so that it is seen if it runs after all. */
  private PlatformException givenUp(JobId id, PlatformException failure) {
    try {
      stop(id);
      bundles.remove(id);
    } catch (PlatformException e) {
      failure.addSuppressed(e);
    }
    return failure;
  }

  private void awaitRunning(JobId id) throws PlatformException {
    long deadline = System.nanoTime() + LONGEST_START.toNanos();
    while (System.nanoTime() < deadline) {
      switch (stateOf(id).orElse(JobState.STARTING)) {
        case RUNNING, FINISHED -> {
          return;
        }
        case FAILED, RESTARTING, STOPPING ->
            throw new PlatformException(
                rest.failure(id).orElse("it ended at once, without a reason; look at: " + address));
        case STARTING, UNKNOWN -> FlinkRest.pause();
      }
    }
    throw new PlatformException("it was not up within " + LONGEST_START.toSeconds() + " s");
  }

  private Optional<JobState> stateOf(JobId id) throws PlatformException {
    return rest.jobs().stream().filter(job -> job.id().equals(id)).map(RestJob::state).findFirst();
  }
}
