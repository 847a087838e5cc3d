package io.daggers.job.source;

import java.time.Duration;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.table.data.RowData;

/**
 * Time that goes on with the latest event of a partition. Nothing is said while it stands still: a
 * watermark would call back a partition that its {@link TopicReader} has called idle.
 */
final class RowWatermarks implements WatermarkGenerator<RowData> {

  /** Of rows that tell no time. */
  static final long NO_TIME = Long.MIN_VALUE;

  private final long behindMillis;
  private long latestMillis = NO_TIME;
  private long saidMillis = NO_TIME;

  RowWatermarks(Duration outOfOrder) {
    this.behindMillis = outOfOrder.toMillis() + 1;
  }

  @Override
  public void onEvent(RowData row, long millis, WatermarkOutput output) {
    if (millis > latestMillis) {
      latestMillis = millis;
    }
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {
    if (latestMillis > saidMillis) {
      saidMillis = latestMillis;
      output.emitWatermark(
          new Watermark(Math.max(latestMillis, NO_TIME + behindMillis) - behindMillis));
    }
  }
}
