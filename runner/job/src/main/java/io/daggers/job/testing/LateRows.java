package io.daggers.job.testing;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/** Reads Flink's own counts of rows that were dropped because they came too late. */
public final class LateRows implements MetricReporter {

  private static final String DROPPED = "numLateRecordsDropped";
  private static final String JOB = "<job_id>";
  private static final Map<String, List<Counter>> COUNTERS = new ConcurrentHashMap<>();

  private LateRows() {}

  /** Found by Flink through META-INF/services. */
  public static final class Factory implements MetricReporterFactory {
    @Override
    public MetricReporter createMetricReporter(Properties properties) {
      return new LateRows();
    }
  }

  /** How often an operator of a job has dropped a row. */
  static long of(String job) {
    return COUNTERS.getOrDefault(job, List.of()).stream().mapToLong(Counter::getCount).sum();
  }

  static void forget(String job) {
    COUNTERS.remove(job);
  }

  @Override
  public void open(MetricConfig config) {}

  @Override
  public void close() {}

  @Override
  public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
    String job = group.getAllVariables().get(JOB);
    if (metric instanceof Counter counter && name.equals(DROPPED) && job != null) {
      COUNTERS.computeIfAbsent(job, any -> new CopyOnWriteArrayList<>()).add(counter);
    }
  }

  @Override
  public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {}
}
