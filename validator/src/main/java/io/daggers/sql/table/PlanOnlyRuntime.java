package io.daggers.sql.table;

import io.daggers.schema.Schema;
import io.daggers.topology.Topic;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.RowType;

/** Fills the places of sources and sinks in a plan that is looked at and thrown away. */
public final class PlanOnlyRuntime implements TableRuntime {

  @Override
  public DataStream<RowData> read(
      StreamExecutionEnvironment env,
      StreamTable table,
      Topic topic,
      Schema schema,
      StreamDemand demand) {
    RowType columns = demand.columns();
    RowData row = new GenericRowData(columns.getFieldCount());
    return env.fromData(InternalTypeInfo.of(columns), row)
        .name(table.name() + " of " + topic)
        .uid(table.sourceUid(topic));
  }

  @Override
  public DataStreamSink<?> write(DataStream<RowData> rows, SinkTable table, ResultRows result) {
    return rows.sinkTo(new DiscardingSink<>());
  }

  @Override
  public boolean isRun() {
    return false;
  }
}
