package io.daggers.job.sink.influx;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;
import org.jspecify.annotations.Nullable;

/**
 * How it goes with the server.
 *
 * <p>Metrics: {@code dagger.influxRetries}, {@code dagger.influxBytes} (line protocol before it is
 * compressed), {@code dagger.influxRequestMillis} (of the newest 1,000 requests that were
 * answered), {@code dagger.influxOutageSeconds} (how long the server has been away; 0 while it
 * answers). Points written are {@code dagger.rowsOut}.
 */
final class InfluxMetrics {

  private static final int NEWEST_REQUESTS = 1_000;

  private final Clock clock;
  private final Counter retries;
  private final Counter bytes;
  private final Histogram requestMillis;
  private volatile @Nullable Instant outageBegin;

  InfluxMetrics(MetricGroup operator, Clock clock) {
    MetricGroup group = operator.addGroup("dagger");
    this.clock = clock;
    retries = group.counter("influxRetries");
    bytes = group.counter("influxBytes");
    requestMillis =
        group.histogram("influxRequestMillis", new DescriptiveStatisticsHistogram(NEWEST_REQUESTS));
    group.gauge("influxOutageSeconds", (Gauge<Long>) this::outageSeconds);
  }

  void answered(Duration request, long sentBytes) {
    requestMillis.update(request.toMillis());
    bytes.inc(sentBytes);
  }

  /**
   * @param begin of the first attempt in vain
   */
  void failed(Instant begin) {
    retries.inc();
    outageBegin = begin;
  }

  void outageEnded() {
    outageBegin = null;
  }

  long retries() {
    return retries.getCount();
  }

  /** How many requests were answered, also with a refusal. */
  long answers() {
    return requestMillis.getCount();
  }

  long outageSeconds() {
    Instant begin = outageBegin;
    return begin == null ? 0 : Duration.between(begin, clock.instant()).toSeconds();
  }
}
