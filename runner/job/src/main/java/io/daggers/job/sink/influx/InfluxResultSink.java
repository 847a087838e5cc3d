package io.daggers.job.sink.influx;

import io.daggers.job.deadletter.DeadLetters;
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
  private final DeadLetters deadLetters;

  /**
   * @param deadLetters where points go that the server is never going to take
   */
  public InfluxResultSink(InfluxEndpoint endpoint, PointMapping mapping, DeadLetters deadLetters) {
    this.endpoint = endpoint;
    this.mapping = mapping;
    this.deadLetters = deadLetters;
  }

  @Override
  public SinkWriter<RowData> createWriter(WriterInitContext context) {
    return InfluxWriter.open(
        endpoint, mapping, deadLetters, context.metricGroup(), context.getProcessingTimeService());
  }
}
