package io.daggers.job.sink.influx;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.daggers.job.deadletter.DeadLetter;
import io.daggers.job.deadletter.DeadLetterWriter;
import io.daggers.job.deadletter.DeadLetters;
import io.daggers.job.deadletter.Stage;
import io.daggers.job.sink.ResultMetrics;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.random.RandomGenerator;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;
import org.apache.flink.table.data.RowData;
import org.apache.flink.types.RowKind;
import org.influxdb.dto.Point;

/**
 * Buffers points and delivers them when there are enough, when a second has passed, and always
 * before a checkpoint completes. Nothing is dropped: what the server refuses is a dead letter.
 *
 * <p>All methods and the timer run on the task's own thread, so that one request at a time is under
 * way and points keep their order.
 */
final class InfluxWriter implements SinkWriter<RowData> {

  private static final int MOST_POINTS = 5_000;
  private static final int MOST_CHARACTERS = 4 << 20;
  private static final long LONGEST_DELAY_MILLIS = 1_000;

  private final PointMapping mapping;
  private final ResultMetrics metrics;
  private final Counter rowsWithoutPoint;
  private final ProcessingTimeService clock;
  private final PointServer server;
  private final DeadLetterWriter deadLetters;
  private final PointDelivery delivery;

  private List<String> buffer = new ArrayList<>();
  private int characters;
  private long newestMillis = Long.MIN_VALUE;
  private ScheduledFuture<?> nextFlush;

  private InfluxWriter(
      InfluxEndpoint endpoint,
      PointMapping mapping,
      DeadLetters letters,
      SinkWriterMetricGroup metricGroup,
      ProcessingTimeService clock) {
    this.mapping = mapping;
    this.clock = clock;
    metrics = new ResultMetrics(metricGroup);
    rowsWithoutPoint = metricGroup.addGroup("dagger").counter("rowsWithoutPoint");
    deadLetters =
        letters.open(
            metricGroup, metricGroup.getIOMetricGroup().getNumRecordsInCounter()::getCount);
    server = new InfluxConnection(endpoint);
    delivery =
        new PointDelivery(
            letters.dagger(),
            endpoint,
            server,
            new RetryDelays(RandomGenerator.getDefault()),
            new InfluxMetrics(metricGroup, Clock.systemUTC()),
            (line, reason) ->
                deadLetters.send(
                    new DeadLetter(
                        Stage.INFLUX_SINK,
                        "InfluxDB does not take the point: " + reason,
                        null,
                        line.getBytes(UTF_8))),
            pause -> Thread.sleep(pause.toMillis()),
            Clock.systemUTC());
    nextFlush = scheduleFlush();
  }

  static InfluxWriter open(
      InfluxEndpoint endpoint,
      PointMapping mapping,
      DeadLetters letters,
      SinkWriterMetricGroup metricGroup,
      ProcessingTimeService clock) {
    return new InfluxWriter(endpoint, mapping, letters, metricGroup, clock);
  }

  @Override
  public void write(RowData row, Context context) throws IOException, InterruptedException {
    if (row.getRowKind() != RowKind.INSERT && row.getRowKind() != RowKind.UPDATE_AFTER) {
      throw new IllegalStateException("a point cannot be taken back: " + row.getRowKind());
    }
    if (!mapping.hasTime(row)) {
      deadLetters.send(
          new DeadLetter(
              Stage.INFLUX_SINK,
              "the row's time is NULL or not between the years 1677 and 2262",
              null,
              mapping.describe(row).getBytes(UTF_8)));
      return;
    }
    Optional<Point> point = mapping.point(row);
    if (point.isEmpty()) {
      rowsWithoutPoint.inc();
      return;
    }
    String line = point.get().lineProtocol();
    buffer.add(line);
    characters += line.length();
    newestMillis = Math.max(newestMillis, mapping.timeMillis(row));
    if (buffer.size() >= MOST_POINTS || characters >= MOST_CHARACTERS) {
      deliver();
    }
  }

  @Override
  public void flush(boolean endOfInput) throws IOException, InterruptedException {
    deliver();
    deadLetters.flush();
  }

  @Override
  public void close() {
    nextFlush.cancel(false);
    server.close();
    deadLetters.close();
  }

  private void deliver() throws IOException, InterruptedException {
    if (!buffer.isEmpty()) {
      metrics.written(delivery.deliver(buffer), newestMillis);
      buffer = new ArrayList<>();
      characters = 0;
    }
  }

  /** What goes wrong in the timer fails the task, as it does in {@link #write}. */
  private ScheduledFuture<?> scheduleFlush() {
    return clock.registerTimer(
        clock.getCurrentProcessingTime() + LONGEST_DELAY_MILLIS,
        now -> {
          deliver();
          nextFlush = scheduleFlush();
        });
  }
}
