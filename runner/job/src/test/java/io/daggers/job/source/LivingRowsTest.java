package io.daggers.job.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.daggers.definition.StartPosition;
import io.daggers.job.deadletter.DeadLetter;
import io.daggers.job.deadletter.Stage;
import io.daggers.sql.table.StreamTable;
import io.daggers.topology.EventTime;
import io.daggers.topology.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.clock.RelativeClock;
import org.junit.jupiter.api.Test;

class LivingRowsTest {

  private static final RowData DEAD =
      new DeadRow(new DeadLetter(Stage.SOURCE, "no event time", null, new byte[0]));
  private static final StreamTable TABLE =
      new StreamTable(
          "trips",
          "t.Trip",
          new EventTime("at", EventTime.Unit.TIMESTAMP),
          List.of(new Topic("a", "trips")),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          null,
          new StartPosition.Latest());

  private final Time time = new Time();
  private final Heard heard = new Heard();
  private final WatermarkGenerator<RowData> watermarks =
      StreamSource.watermarks(TABLE).createWatermarkGenerator(time);

  @Test
  void aPartitionOfDeadLettersAloneIsIdle() {
    for (int second = 0; second < 40; second++) {
      watermarks.onEvent(DEAD, Long.MIN_VALUE, heard);
      watermarks.onPeriodicEmit(heard);
      time.nanos += 1_000_000_000L;
    }

    assertThat(heard.idle).isTrue();
    assertThat(heard.watermarks).isEmpty();
  }

  @Test
  void aDeadLetterMovesNoWatermark() {
    watermarks.onEvent(new GenericRowData(0), 100_000, heard);
    watermarks.onEvent(DEAD, 900_000, heard);
    watermarks.onPeriodicEmit(heard);

    assertThat(heard.watermarks).containsExactly(89_999L);
    assertThat(heard.idle).isFalse();
  }

  /** A clock that the test moves. */
  private static final class Time implements WatermarkGeneratorSupplier.Context, RelativeClock {

    private long nanos;

    @Override
    public MetricGroup getMetricGroup() {
      return new UnregisteredMetricsGroup();
    }

    @Override
    public RelativeClock getInputActivityClock() {
      return this;
    }

    @Override
    public long relativeTimeMillis() {
      return nanos / 1_000_000;
    }

    @Override
    public long relativeTimeNanos() {
      return nanos;
    }
  }

  private static final class Heard implements WatermarkOutput {

    private final List<Long> watermarks = new ArrayList<>();
    private boolean idle;

    @Override
    public void emitWatermark(Watermark watermark) {
      if (watermark.getTimestamp() > Long.MIN_VALUE + 1_000_000) {
        watermarks.add(watermark.getTimestamp());
      }
    }

    @Override
    public void markIdle() {
      idle = true;
    }

    @Override
    public void markActive() {
      idle = false;
    }
  }
}
