package io.daggers.bench;

import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/** How many records the sources of this process have read, as Flink counts them. */
public final class RecordsRead implements MetricReporter {

  private static final List<Counter> COUNTERS = new CopyOnWriteArrayList<>();

  /** Found by Flink. */
  public static final class Factory implements MetricReporterFactory {
    @Override
    public MetricReporter createMetricReporter(Properties properties) {
      return new RecordsRead();
    }
  }

  static void install(Configuration configuration) {
    configuration.setString("metrics.reporter.read.factory.class", Factory.class.getName());
  }

  static long total() {
    return COUNTERS.stream().mapToLong(Counter::getCount).sum();
  }

  @Override
  public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
    String operator = group.getAllVariables().getOrDefault("<operator_name>", "");
    if (name.equals("numRecordsIn") && operator.startsWith("Source")) {
      COUNTERS.add((Counter) metric);
    }
  }

  @Override
  public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {}

  @Override
  public void open(MetricConfig config) {}

  @Override
  public void close() {}
}
