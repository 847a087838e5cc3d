package io.daggers.job.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.table.data.GenericRowData;
import org.junit.jupiter.api.Test;

class RowWatermarksTest {

  private static final GenericRowData ROW = new GenericRowData(0);

  private final List<Long> said = new ArrayList<>();
  private final WatermarkOutput output = new Output();
  private final RowWatermarks watermarks = new RowWatermarks(Duration.ofSeconds(10));

  @Test
  void followsTheLatestRow() {
    watermarks.onEvent(ROW, 100_000, output);
    watermarks.onEvent(ROW, 95_000, output);
    watermarks.onPeriodicEmit(output);

    assertThat(said).containsExactly(89_999L);
  }

  @Test
  void saysNothingWhileTimeStandsStill() {
    watermarks.onPeriodicEmit(output);
    watermarks.onEvent(ROW, 100_000, output);
    watermarks.onPeriodicEmit(output);
    watermarks.onEvent(ROW, 99_000, output);
    watermarks.onPeriodicEmit(output);

    assertThat(said).hasSize(1);
  }

  @Test
  void isNotMovedByRowsThatTellNoTime() {
    watermarks.onEvent(ROW, RowWatermarks.NO_TIME, output);
    watermarks.onPeriodicEmit(output);

    assertThat(said).isEmpty();
  }

  private final class Output implements WatermarkOutput {

    @Override
    public void emitWatermark(Watermark watermark) {
      said.add(watermark.getTimestamp());
    }

    @Override
    public void markIdle() {
      throw new AssertionError("the reader decides that");
    }

    @Override
    public void markActive() {
      throw new AssertionError("the reader decides that");
    }
  }
}
