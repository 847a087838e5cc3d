package io.daggers.job.edit;

import io.daggers.job.codec.StreamRow;
import io.daggers.job.sink.influx.PointMapping;
import io.daggers.schema.Schema;
import io.daggers.sql.table.ResultRows;
import io.daggers.sql.table.SinkTable;
import io.daggers.sql.table.StreamDemand;
import io.daggers.sql.table.StreamTable;
import io.daggers.sql.table.TableRuntime;
import io.daggers.topology.Topic;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.RowType;

/** The tables of a run: feeds behind the sources, a list behind the sink. */
final class RunTables implements TableRuntime {

  private final Run run;

  RunTables(Run run) {
    this.run = run;
  }

  @Override
  public DataStream<RowData> read(
      StreamExecutionEnvironment env,
      StreamTable table,
      Topic topic,
      Schema schema,
      StreamDemand demand) {
    RowType columns = demand.columns();
    run.expect(run.feeds(topic.toString()).size());
    return env.fromSource(
            new FeedSource(run, table, topic, schema, columns),
            watermarks(table),
            topic.toString(),
            InternalTypeInfo.of(columns))
        .uid(table.sourceUid(topic));
  }

  @Override
  public DataStreamSink<?> write(DataStream<RowData> rows, SinkTable table, ResultRows result) {
    RowText text =
        table instanceof SinkTable.InfluxTable influx
            ? new RowText.OfPoint(new PointMapping(influx, result.columns()))
            : new RowText.OfColumns(result.columns());
    return rows.sinkTo(new RunSink(run.id(), text));
  }

  /** As the job's own, but at every row, so that runs can be compared. */
  private static WatermarkStrategy<RowData> watermarks(StreamTable table) {
    long delay = table.watermark().toMillis();
    return WatermarkStrategy.<RowData>forGenerator(context -> new AtEveryRow(delay))
        .withTimestampAssigner((row, none) -> ((StreamRow) row).eventTimeMillis());
  }

  private static final class AtEveryRow implements WatermarkGenerator<RowData> {

    private final long delayMillis;
    private long newest = Long.MIN_VALUE;

    AtEveryRow(long delayMillis) {
      this.delayMillis = delayMillis;
    }

    @Override
    public void onEvent(RowData row, long millis, WatermarkOutput output) {
      newest = Math.max(newest, millis);
      output.emitWatermark(new Watermark(newest - delayMillis - 1));
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {}
  }
}
