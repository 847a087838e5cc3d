package io.daggers.agent.platform.yarn;

import io.daggers.agent.platform.JobId;
import io.daggers.agent.platform.JobState;
import io.daggers.agent.platform.PlatformException;
import io.daggers.agent.platform.flink.FailureText;
import io.daggers.agent.platform.flink.FlinkRest;
import io.daggers.agent.platform.flink.JobSight;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.client.deployment.ClusterDeploymentException;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.yarn.YarnClientYarnClusterInformationRetriever;
import org.apache.flink.yarn.YarnClusterDescriptor;
import org.apache.flink.yarn.configuration.YarnLogConfigUtil;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.client.api.YarnClientApplication;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.jspecify.annotations.Nullable;

/** Brings jobs up: from an id that YARN hands out to a job that runs. */
final class Starts implements AutoCloseable {

  /** YARN's part, until the ApplicationMaster runs, and then Flink's. */
  private static final Duration LONGEST_HALF = Duration.ofMinutes(3);

  private final YarnConfiguration hadoop;
  private final Applications applications;
  private final JobManagers jobManagers;
  private final FailureNotes notes;

  /** Flink's client waits for an ApplicationMaster without end. */
  private final ExecutorService threads = Executors.newCachedThreadPool();

  /** Ids that were handed out and are not used yet. */
  private final Map<JobId, YarnClientApplication> reserved = new ConcurrentHashMap<>();

  Starts(
      YarnConfiguration hadoop,
      Applications applications,
      JobManagers jobManagers,
      FailureNotes notes) {
    this.hadoop = hadoop;
    this.applications = applications;
    this.jobManagers = jobManagers;
    this.notes = notes;
  }

  JobId nextId() throws PlatformException {
    YarnClientApplication application = applications.next();
    JobId id = ApplicationIds.job(application.getApplicationSubmissionContext().getApplicationId());
    reserved.put(id, application);
    return id;
  }

  /** Returns when all of it runs; what does not come up is ended. */
  void start(Deployment deployment) throws PlatformException {
    JobId id = deployment.id();
    YarnClientApplication application =
        Objects.requireNonNull(reserved.remove(id), "an id that was not handed out here");
    try {
      submit(application, deployment);
      awaitRunning(id);
    } catch (PlatformException e) {
      throw givenUp(id, e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private void submit(YarnClientApplication application, Deployment deployment)
      throws PlatformException {
    CompletableFuture<Void> done =
        CompletableFuture.runAsync(() -> deploy(application, deployment), threads);
    try {
      done.get(LONGEST_HALF.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new PlatformException(
          "YARN did not start it within %d s".formatted(LONGEST_HALF.toSeconds()), e);
    } catch (ExecutionException e) {
      throw new PlatformException("not submitted: " + FailureText.of(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlatformException("interrupted while it was submitted", e);
    }
  }

  private void deploy(YarnClientApplication application, Deployment deployment) {
    YarnClient yarn = new ReservedApplication(application);
    yarn.init(hadoop);
    yarn.start();
    boolean sharedClient = false;
    Configuration flink = deployment.configuration();
    YarnLogConfigUtil.setLogConfigFileInConfig(flink, deployment.logging().toString());
    try (YarnClusterDescriptor descriptor =
        new YarnClusterDescriptor(
            flink,
            hadoop,
            yarn,
            YarnClientYarnClusterInformationRetriever.create(yarn),
            sharedClient)) {
      descriptor.deployApplicationCluster(deployment.size(), deployment.program());
    } catch (ClusterDeploymentException e) {
      throw new IllegalStateException(e);
    }
  }

  private void awaitRunning(JobId id) throws PlatformException {
    long deadline = System.nanoTime() + LONGEST_HALF.toNanos();
    while (System.nanoTime() < deadline) {
      Application application =
          applications.of(id).orElseThrow(() -> new PlatformException("YARN knows nothing of it"));
      JobSight seen = jobManagers.look(application);
      switch (seen.state()) {
        case RUNNING -> {
          return;
        }
        case FAILED, FINISHED, STOPPING ->
            throw new PlatformException(
                Objects.requireNonNullElseGet(
                    seen.reason(),
                    () ->
                        "it ended at once, without a reason; look at: yarn logs -applicationId "
                            + application.id()));
        case STARTING, RESTARTING, UNKNOWN -> FlinkRest.pause();
      }
    }
    throw new PlatformException("it was not up within %d s".formatted(LONGEST_HALF.toSeconds()));
  }

  private PlatformException givenUp(JobId id, PlatformException failure) {
    PlatformException known = failure;
    try {
      String waits = waitsFor(id);
      if (waits != null) {
        known = new PlatformException("%s: %s".formatted(failure.getMessage(), waits), failure);
      }
      applications.end(id);
    } catch (PlatformException e) {
      known.addSuppressed(e);
    }
    return notes.read(id).map(why -> new PlatformException(why, failure)).orElse(known);
  }

  /** What YARN says of an application that it has not started yet. */
  private @Nullable String waitsFor(JobId id) throws PlatformException {
    return applications
        .of(id)
        .filter(application -> application.state() == JobState.STARTING)
        .map(Application::reason)
        .orElse(null);
  }
}
