package io.daggers.job.sink;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * What people ask of a dagger's results: how many rows went out, and how new the newest is.
 *
 * <p>Metrics: {@code dagger.rowsOut}, {@code dagger.newestTimeMillis} (Long.MIN_VALUE before the
 * first row).
 */
public final class ResultMetrics {

  private final Counter rowsOut;
  private volatile long newestTimeMillis = Long.MIN_VALUE;

  public ResultMetrics(MetricGroup operator) {
    MetricGroup group = operator.addGroup("dagger");
    rowsOut = group.counter("rowsOut");
    group.gauge("newestTimeMillis", (Gauge<Long>) () -> newestTimeMillis);
  }

  /** To be called when rows are out, not when they are merely on their way. */
  public void written(long rows, long newestMillis) {
    rowsOut.inc(rows);
    newestTimeMillis = Math.max(newestTimeMillis, newestMillis);
  }
}
