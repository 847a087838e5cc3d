package io.daggers.job.source;

import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.table.data.RowData;

/**
 * Keeps dead letters from watermarks: they tell no time, and a partition that has nothing else is
 * as idle as one that has nothing at all.
 */
record LivingRows(WatermarkGenerator<RowData> watermarks) implements WatermarkGenerator<RowData> {

  @Override
  public void onEvent(RowData row, long millis, WatermarkOutput output) {
    if (!(row instanceof DeadRow)) {
      watermarks.onEvent(row, millis, output);
    }
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {
    watermarks.onPeriodicEmit(output);
  }
}
