package io.daggers.agent.platform.flink;

import com.fasterxml.jackson.databind.JsonNode;
import io.daggers.agent.platform.JobMetrics;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The metrics of a job's vertices, added up. */
final class MetricTotals {

  private final Map<Metric, Long> totals = new EnumMap<>(Metric.class);
  private final SortedSet<String> unreachable = new TreeSet<>();

  /**
   * @param aggregated such as {@code {"id": "Sink.dagger.rowsOut", "sum": 7.0, "max": 7.0}}
   */
  void add(JsonNode aggregated) {
    String id = aggregated.path("id").asText();
    Metric.named(id)
        .ifPresent(
            metric -> {
              long value = (long) aggregated.path(metric.aggregation).asDouble();
              totals.merge(metric, value, metric.aggregation.equals("sum") ? Long::sum : Long::max);
              if (metric == Metric.UNREACHABLE && value > 0) {
                unreachable.add(id.substring(id.lastIndexOf('.') + 1));
              }
            });
  }

  /**
   * @param now when they were read
   */
  JobMetrics metrics(Instant now) {
    return new JobMetrics(
        totals.get(Metric.RECORDS_IN),
        totals.get(Metric.ROWS_OUT),
        newestWindow(),
        lag(now),
        totals.get(Metric.PENDING),
        totals.get(Metric.LATE),
        totals.get(Metric.UNDECODABLE),
        totals.get(Metric.WITHOUT_EVENT_TIME),
        totals.get(Metric.TOO_FAR_IN_FUTURE),
        totals.get(Metric.DEAD_LETTERS),
        totals.get(Metric.INFLUX_RETRIES),
        duration(Metric.INFLUX_REQUEST_MILLIS, ChronoUnit.MILLIS),
        duration(Metric.INFLUX_OUTAGE_SECONDS, ChronoUnit.SECONDS),
        totals.containsKey(Metric.UNREACHABLE) ? List.copyOf(unreachable) : null);
  }

  private @Nullable Duration duration(Metric metric, ChronoUnit unit) {
    Long length = totals.get(metric);
    return length == null ? null : Duration.of(length, unit);
  }

  /** The sink says {@code Long.MIN_VALUE} before the first row. */
  private @Nullable Instant newestWindow() {
    Long millis = totals.get(Metric.NEWEST_TIME_MILLIS);
    return millis == null || millis == Long.MIN_VALUE ? null : Instant.ofEpochMilli(millis);
  }

  /** A sink says {@code Long.MIN_VALUE} before the first watermark. */
  private @Nullable Duration lag(Instant now) {
    Long millis = totals.get(Metric.WATERMARK_MILLIS);
    return millis == null || millis == Long.MIN_VALUE
        ? null
        : Duration.between(Instant.ofEpochMilli(millis), now);
  }
}
