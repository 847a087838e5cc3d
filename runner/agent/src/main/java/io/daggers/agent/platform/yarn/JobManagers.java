package io.daggers.agent.platform.yarn;

import io.daggers.agent.platform.JobId;
import io.daggers.agent.platform.JobState;
import io.daggers.agent.platform.PlatformException;
import io.daggers.agent.platform.flink.FlinkRest;
import io.daggers.agent.platform.flink.JobSight;
import io.daggers.agent.platform.flink.RestJob;
import java.net.URI;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The JobManagers of applications, which know what YARN does not: how their jobs fare. */
final class JobManagers {

  private final Map<URI, FlinkRest> known = new ConcurrentHashMap<>();
  private final Map<JobId, JobSight> seen = new ConcurrentHashMap<>();

  /** One that does not answer may be ending, or on its way back: nobody can tell. */
  JobSight look(Application application) {
    Optional<FlinkRest> flink = of(application);
    if (flink.isEmpty()) {
      return JobSight.from(application.state(), application.reason());
    }
    try {
      JobId job = application.job();
      JobSight sight = flink.get().look(job, state(flink.get(), job));
      seen.put(job, sight);
      return sight;
    } catch (PlatformException e) {
      return JobSight.from(JobState.UNKNOWN, e.getMessage());
    }
  }

  /** What was seen last, if the job is in the same state as then; otherwise it is looked at. */
  JobSight glance(Application application) {
    JobSight last = seen.get(application.job());
    Optional<FlinkRest> flink = of(application);
    if (last == null || flink.isEmpty()) {
      return look(application);
    }
    try {
      return state(flink.get(), application.job()) == last.state() ? last : look(application);
    } catch (PlatformException e) {
      return JobSight.from(JobState.UNKNOWN, e.getMessage());
    }
  }

  /** Nothing where there is none that could be asked. */
  Optional<FlinkRest> of(Application application) {
    return application.state() == JobState.RUNNING
        ? Optional.of(
            known.computeIfAbsent(Objects.requireNonNull(application.flink()), FlinkRest::new))
        : Optional.empty();
  }

  void forgetAllBut(Collection<Application> applications) {
    known
        .keySet()
        .retainAll(applications.stream().map(Application::flink).collect(Collectors.toSet()));
    seen.keySet()
        .retainAll(applications.stream().map(Application::job).collect(Collectors.toSet()));
  }

  private static JobState state(FlinkRest flink, JobId id) throws PlatformException {
    return flink.jobs().stream()
        .filter(job -> job.id().equals(id))
        .map(RestJob::state)
        .findFirst()
        .orElse(JobState.STARTING);
  }
}
