package io.daggers.agent.platform.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.daggers.agent.platform.JobMetrics;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The metrics of a job's vertices, added up. */
final class MetricTotals {

  private final Map<Metric, Long> totals = new EnumMap<>(Metric.class);

  /**
   * @param aggregated such as {@code {"id": "Sink.dagger.rowsOut", "sum": 7.0, "max": 7.0}}
   */
  void add(JsonNode aggregated) {
    Metric.named(aggregated.path("id").asText())
        .ifPresent(
            metric -> {
              long value = (long) aggregated.path(metric.aggregation).asDouble();
              totals.merge(metric, value, metric.aggregation.equals("sum") ? Long::sum : Long::max);
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
        duration(Metric.INFLUX_OUTAGE_SECONDS, ChronoUnit.SECONDS));
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
