package io.daggers.agent.platform.yarn;

import io.daggers.agent.platform.JobId;
import io.daggers.agent.platform.JobMetrics;
import io.daggers.agent.platform.JobState;
import io.daggers.agent.platform.JobVitals;
import io.daggers.agent.platform.PlatformException;
import io.daggers.agent.platform.flink.FlinkRest;
import io.daggers.agent.platform.flink.RestJob;
import java.net.URI;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The JobManagers of applications, which know what YARN does not: how their jobs fare. */
final class JobManagers {

  private final Map<URI, FlinkRest> known = new ConcurrentHashMap<>();

  /** What is known of an application's job. */
  record Seen(JobState state, @Nullable String reason, JobMetrics metrics, JobVitals vitals) {
    static Seen only(JobState state, @Nullable String reason) {
      return new Seen(state, reason, JobMetrics.NONE, JobVitals.NONE);
    }
  }

  /** One that does not answer may be ending, or on its way back: nobody can tell. */
  Seen look(Application application) {
    Optional<FlinkRest> flink = of(application);
    if (flink.isEmpty()) {
      return Seen.only(application.state(), application.reason());
    }
    try {
      return look(flink.get(), application.job());
    } catch (PlatformException e) {
      return Seen.only(JobState.UNKNOWN, e.getMessage());
    }
  }

  /** Nothing where there is none that could be asked. */
  Optional<FlinkRest> of(Application application) {
    URI address = application.flink();
    return application.state() == JobState.RUNNING && address != null
        ? Optional.of(known.computeIfAbsent(address, FlinkRest::new))
        : Optional.empty();
  }

  void forgetAllBut(Collection<Application> applications) {
    known
        .keySet()
        .retainAll(applications.stream().map(Application::flink).collect(Collectors.toSet()));
  }

  private static Seen look(FlinkRest flink, JobId id) throws PlatformException {
    JobState state =
        flink.jobs().stream()
            .filter(job -> job.id().equals(id))
            .map(RestJob::state)
            .findFirst()
            .orElse(JobState.STARTING);
    boolean runs = state == JobState.RUNNING;
    return new Seen(
        state,
        runs ? null : flink.failure(id).orElse(null),
        runs ? flink.metrics(id) : JobMetrics.NONE,
        state.isLive() ? flink.vitals(id) : JobVitals.NONE);
  }
}
