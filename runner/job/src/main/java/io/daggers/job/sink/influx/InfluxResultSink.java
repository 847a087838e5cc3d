package io.daggers.job.sink.influx;

import io.daggers.job.sink.ResultMetrics;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.table.data.RowData;

/**
 * Writes rows to InfluxDB at least once; since a row always becomes the same point, what InfluxDB
 * holds is as if each had been written once.
 */
public final class InfluxResultSink implements Sink<RowData> {

  private static final long serialVersionUID = 1L;

  private final InfluxEndpoint endpoint;
  private final PointMapping mapping;

  public InfluxResultSink(InfluxEndpoint endpoint, PointMapping mapping) {
    this.endpoint = endpoint;
    this.mapping = mapping;
  }

  @Override
  public SinkWriter<RowData> createWriter(WriterInitContext context) {
    return new InfluxWriter(
        endpoint,
        mapping,
        new ResultMetrics(context.metricGroup()),
        context.metricGroup().addGroup("dagger").counter("rowsWithoutPoint"),
        context.getProcessingTimeService());
  }
}
