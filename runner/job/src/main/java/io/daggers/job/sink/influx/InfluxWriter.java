package io.daggers.job.sink.influx;

import io.daggers.job.sink.ResultMetrics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.metrics.Counter;
import org.apache.flink.table.data.RowData;
import org.apache.flink.types.RowKind;
import org.influxdb.InfluxDB;
import org.influxdb.InfluxDBException;
import org.influxdb.dto.Point;

/**
 * Buffers points and writes them when there are enough, when a second has passed, and always before
 * a checkpoint completes. A batch that the server does not take fails the job, which then goes on
 * from the checkpoint before it: nothing is dropped.
 *
 * <p>All methods and the timer run on the task's own thread.
 */
final class InfluxWriter implements SinkWriter<RowData> {

  private static final int MAX_POINTS = 5_000;
  private static final long MAX_DELAY_MILLIS = 1_000;

  private final InfluxEndpoint endpoint;
  private final PointMapping mapping;
  private final ResultMetrics metrics;
  private final Counter rowsWithoutPoint;
  private final ProcessingTimeService clock;
  private final InfluxDB client;

  private List<Point> buffer = new ArrayList<>();
  private long newestMillis = Long.MIN_VALUE;
  private ScheduledFuture<?> nextFlush;

  InfluxWriter(
      InfluxEndpoint endpoint,
      PointMapping mapping,
      ResultMetrics metrics,
      Counter rowsWithoutPoint,
      ProcessingTimeService clock) {
    this.endpoint = endpoint;
    this.mapping = mapping;
    this.metrics = metrics;
    this.rowsWithoutPoint = rowsWithoutPoint;
    this.clock = clock;
    this.client = endpoint.connect();
    this.nextFlush = scheduleFlush();
  }

  @Override
  public void write(RowData row, Context context) throws IOException {
    if (row.getRowKind() != RowKind.INSERT && row.getRowKind() != RowKind.UPDATE_AFTER) {
      throw new IllegalStateException("a point cannot be taken back: " + row.getRowKind());
    }
    Optional<Point> point = mapping.point(row);
    if (point.isEmpty()) {
      rowsWithoutPoint.inc();
      return;
    }
    buffer.add(point.get());
    newestMillis = Math.max(newestMillis, mapping.timeMillis(row));
    if (buffer.size() >= MAX_POINTS) {
      flush();
    }
  }

  @Override
  public void flush(boolean endOfInput) throws IOException {
    flush();
  }

  @Override
  public void close() {
    nextFlush.cancel(false);
    client.close();
  }

  private void flush() throws IOException {
    if (buffer.isEmpty()) {
      return;
    }
    try {
      client.write(endpoint.batch().points(buffer).build());
    } catch (InfluxDBException e) {
      throw new IOException(
          "InfluxDB at %s did not take %d points: %s"
              .formatted(endpoint, buffer.size(), e.getMessage()),
          e);
    }
    metrics.written(buffer.size(), newestMillis);
    buffer = new ArrayList<>();
  }

  /** What goes wrong in the timer fails the task, as it does in {@link #write}. */
  private ScheduledFuture<?> scheduleFlush() {
    return clock.registerTimer(
        clock.getCurrentProcessingTime() + MAX_DELAY_MILLIS,
        now -> {
          flush();
          nextFlush = scheduleFlush();
        });
  }
}
