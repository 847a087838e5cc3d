package io.daggers.agent.platform.flink;

import io.daggers.agent.platform.JobId;
import io.daggers.agent.platform.JobMetrics;
import io.daggers.agent.platform.PlatformException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Adds up the metrics of a job's vertices. Which vertex has which is asked now and then only: names
 * come while a job starts up, and stay.
 */
final class JobMetricsReader {

  private static final Duration NAMES_FOR = Duration.ofSeconds(20);
  private static final Duration TOTALS_FOR = Duration.ofSeconds(3);

  private final RestCalls calls;
  private final Map<JobId, Known<List<String>>> paths = new ConcurrentHashMap<>();
  private final Map<JobId, Known<JobMetrics>> totals = new ConcurrentHashMap<>();

  private record Known<T>(T value, long nanoTime) {
    static <T> Known<T> now(T value) {
      return new Known<>(value, System.nanoTime());
    }

    boolean isFresh(Duration limit) {
      return System.nanoTime() - nanoTime < limit.toNanos();
    }
  }

  JobMetricsReader(RestCalls calls) {
    this.calls = calls;
  }

  JobMetrics read(JobId job) throws PlatformException {
    Known<JobMetrics> known = totals.get(job);
    if (known == null || !known.isFresh(TOTALS_FOR)) {
      known = Known.now(added(paths(job)));
      totals.put(job, known);
    }
    return known.value();
  }

  void forgetAllBut(Collection<JobId> jobs) {
    paths.keySet().retainAll(jobs);
    totals.keySet().retainAll(jobs);
  }

  private JobMetrics added(List<String> paths) throws PlatformException {
    MetricTotals sums = new MetricTotals();
    for (String path : paths) {
      calls.get(path).forEach(sums::add);
    }
    return sums.metrics(Instant.now());
  }

  /** Where to ask for the metrics of each vertex that has any we want. */
  private List<String> paths(JobId job) throws PlatformException {
    Known<List<String>> known = paths.get(job);
    if (known == null || known.value().isEmpty() || !known.isFresh(NAMES_FOR)) {
      known = Known.now(foundPaths(job));
      paths.put(job, known);
    }
    return known.value();
  }

  private List<String> foundPaths(JobId job) throws PlatformException {
    List<String> vertices = new ArrayList<>();
    calls.get("/jobs/" + job).path("vertices").forEach(v -> vertices.add(v.path("id").asText()));
    List<String> found = new ArrayList<>();
    for (String vertex : vertices) {
      String path = "/jobs/%s/vertices/%s/subtasks/metrics".formatted(job, vertex);
      List<String> names = new ArrayList<>();
      calls.get(path).forEach(metric -> names.add(metric.path("id").asText()));
      names.removeIf(name -> Metric.named(name).isEmpty());
      if (!names.isEmpty()) {
        String list = URLEncoder.encode(String.join(",", names), StandardCharsets.UTF_8);
        found.add(path + "?agg=sum,max&get=" + list);
      }
    }
    return found;
  }
}
