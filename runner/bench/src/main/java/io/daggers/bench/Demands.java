package io.daggers.bench;

import io.daggers.job.DaggerJob;
import io.daggers.job.bundle.JobBundle;
import io.daggers.job.codec.MessageReader;
import io.daggers.schema.Schema;
import io.daggers.schema.SchemaCatalog;
import io.daggers.sql.table.PlanOnlyRuntime;
import io.daggers.sql.table.ResultRows;
import io.daggers.sql.table.RowFilter;
import io.daggers.sql.table.SinkTable;
import io.daggers.sql.table.StreamDemand;
import io.daggers.sql.table.StreamTable;
import io.daggers.sql.table.TableRuntime;
import io.daggers.topology.EventTime;
import io.daggers.topology.Topic;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.data.RowData;

/** What the seed's query asks of its source. */
final class Demands {

  private static final String SCHEMA = "rides.booking.v1.BookingEvent";

  private Demands() {}

  static StreamDemand ofQuery(JobBundle bundle) {
    List<StreamDemand> heard = new ArrayList<>();
    DaggerJob.program(
        bundle,
        SchemaCatalog.of(bundle.schemas()),
        new Listening(heard),
        DaggerJob.configuration(bundle));
    return heard.get(0);
  }

  /** The same columns of every row. */
  static StreamDemand unfiltered(StreamDemand demand) {
    return new StreamDemand(demand.columns(), demand.wanted(), RowFilter.NONE);
  }

  static MessageReader reader(SchemaCatalog schemas, StreamDemand demand) {
    return MessageReader.compile(
        schemas.schema(SCHEMA).orElseThrow().descriptor(),
        demand,
        new EventTime("event_timestamp", EventTime.Unit.TIMESTAMP));
  }

  private record Listening(List<StreamDemand> heard) implements TableRuntime {

    private static final TableRuntime PLAN_ONLY = new PlanOnlyRuntime();

    @Override
    public DataStream<RowData> read(
        StreamExecutionEnvironment env,
        StreamTable table,
        Topic topic,
        Schema schema,
        StreamDemand demand) {
      heard.add(demand);
      return PLAN_ONLY.read(env, table, topic, schema, demand);
    }

    @Override
    public DataStreamSink<?> write(DataStream<RowData> rows, SinkTable table, ResultRows result) {
      return PLAN_ONLY.write(rows, table, result);
    }
  }
}
