package io.daggers.agent.platform.yarn;

import io.daggers.agent.platform.JobId;
import io.daggers.agent.platform.JobState;
import io.daggers.agent.platform.PlatformException;
import io.daggers.agent.platform.flink.FlinkRest;
import io.daggers.definition.DaggerName;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.yarn.api.protocolrecords.GetApplicationsRequest;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.ApplicationSubmissionContext;
import org.apache.hadoop.yarn.api.records.ContainerLaunchContext;
import org.apache.hadoop.yarn.api.records.Priority;
import org.apache.hadoop.yarn.api.records.Resource;
import org.apache.hadoop.yarn.api.records.YarnApplicationState;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.client.api.YarnClientApplication;
import org.apache.hadoop.yarn.exceptions.ApplicationNotFoundException;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The applications of one environment. */
final class Applications {

  private static final Logger LOG = LoggerFactory.getLogger(Applications.class);

  private static final Set<YarnApplicationState> ENDED =
      EnumSet.of(
          YarnApplicationState.FINISHED, YarnApplicationState.FAILED, YarnApplicationState.KILLED);

  /** How long ended ones are looked at; YARN remembers thousands. */
  private static final Duration REMEMBERED = Duration.ofHours(1);

  private static final Duration LONGEST_END = Duration.ofMinutes(2);
  private static final String TYPE_OF_RULED_OUT = "dagger-ruled-out";

  private final YarnClient yarn;
  private final String environment;
  private final ApplicationFolders folders;
  private final Endings endings = new Endings(System::nanoTime);

  Applications(YarnClient yarn, String environment, ApplicationFolders folders) {
    this.yarn = yarn;
    this.environment = environment;
    this.folders = folders;
  }

  /** Those that have not ended, or not long ago: two questions, however many there are. */
  List<Application> all() throws PlatformException {
    Map<ApplicationId, Application> all = new LinkedHashMap<>();
    read(request(EnumSet.complementOf(EnumSet.copyOf(ENDED))))
        .forEach(live -> all.put(live.id(), live));
    GetApplicationsRequest ended = request(EnumSet.copyOf(ENDED));
    ended.setFinishRange(System.currentTimeMillis() - REMEMBERED.toMillis(), Long.MAX_VALUE);
    // One that ends between the two questions is in both answers.
    read(ended).forEach(each -> all.put(each.id(), each));
    endings.forgetAllBut(all.keySet());
    return List.copyOf(all.values());
  }

  /** That of a job; nothing is only said where YARN knows of none. */
  Optional<Application> of(JobId job) throws PlatformException {
    Optional<ApplicationId> id = ApplicationIds.application(job);
    if (id.isEmpty()) {
      return Optional.empty();
    }
    try {
      return seen(yarn.getApplicationReport(id.get()));
    } catch (ApplicationNotFoundException e) {
      return Optional.empty();
    } catch (IOException | YarnException e) {
      throw noAnswer(e);
    }
  }

  /** The place for one that is to be submitted. */
  YarnClientApplication next() throws PlatformException {
    try {
      return yarn.createApplication();
    } catch (IOException | YarnException e) {
      throw new PlatformException("YARN hands out no id: " + e.getMessage(), e);
    }
  }

  /**
   * Takes an id that YARN has handed out and knows nothing of, so that nobody else can submit an
   * application by it any more: to YARN that would be the same submission again.
   *
   * @param queue in which it is for a moment, without any container
   */
  void occupy(ApplicationId id, String queue) throws PlatformException {
    try {
      boolean unmanaged = true;
      boolean keepTokens = false;
      ApplicationSubmissionContext nothing =
          ApplicationSubmissionContext.newInstance(
              id,
              TYPE_OF_RULED_OUT,
              queue,
              Priority.newInstance(0),
              ContainerLaunchContext.newInstance(
                  Map.of(), Map.of(), List.of(), Map.of(), null, Map.of()),
              unmanaged,
              keepTokens,
              1,
              Resource.newInstance(1, 1),
              TYPE_OF_RULED_OUT);
      yarn.submitApplication(nothing);
      yarn.killApplication(id);
    } catch (IOException | YarnException e) {
      throw new PlatformException(
          "YARN does not take back the id %s: %s".formatted(id, e.getMessage()), e);
    }
  }

  /** Removes what those of a dagger left behind that ended by themselves, and not long ago. */
  void tidyUpAfter(DaggerName dagger) {
    try {
      all().stream()
          .filter(each -> each.tags().dagger().equals(dagger) && !each.state().isLive())
          .forEach(ended -> folders.remove(ended.id()));
    } catch (PlatformException e) {
      LOG.warn("dagger={} what it left in YARN's folders stays there: {}", dagger, e.getMessage());
    }
  }

  /** Ends that of a job, if there is one; returns when it has ended. */
  void end(JobId job) throws PlatformException {
    Optional<Application> application = of(job);
    if (application.isPresent() && application.get().state().isLive()) {
      try {
        yarn.killApplication(application.get().id());
      } catch (IOException | YarnException e) {
        throw new PlatformException("YARN does not end it: " + e.getMessage(), e);
      }
    }
    awaitEnd(job);
  }

  /** Returns when that of a job has ended, and what there was for it alone is removed. */
  void awaitEnd(JobId job) throws PlatformException {
    long deadline = System.nanoTime() + LONGEST_END.toNanos();
    while (of(job).map(Application::state).map(JobState::isLive).orElse(false)) {
      if (System.nanoTime() > deadline) {
        throw new PlatformException(
            "it did not end within %d s".formatted(LONGEST_END.toSeconds()));
      }
      FlinkRest.pause();
    }
    of(job).ifPresent(ended -> folders.remove(ended.id()));
  }

  /** Of one that has ended, waits as long as its containers may live; of any other, not at all. */
  void awaitGone(JobId job) throws PlatformException {
    Optional<Application> application = of(job);
    while (application.isPresent() && endings.livesOn(application.get().id())) {
      FlinkRest.pause();
    }
  }

  private Optional<Application> seen(ApplicationReport report) {
    Optional<Application> application = Application.of(report);
    application.ifPresent(endings::saw);
    return application;
  }

  private GetApplicationsRequest request(EnumSet<YarnApplicationState> states) {
    GetApplicationsRequest request = GetApplicationsRequest.newInstance(states);
    request.setApplicationTags(Set.of(ApplicationTags.ofEnvironment(environment)));
    return request;
  }

  private List<Application> read(GetApplicationsRequest request) throws PlatformException {
    try {
      return yarn.getApplications(request).stream()
          .flatMap(report -> seen(report).stream())
          .toList();
    } catch (IOException | YarnException e) {
      throw noAnswer(e);
    }
  }

  private static PlatformException noAnswer(Exception e) {
    return new PlatformException("YARN does not answer: " + e.getMessage(), e);
  }
}
